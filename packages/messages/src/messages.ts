import type { Problem, TraceStep } from '@mailroom/core'
import type { Locale } from './locale.js'
import { Renderer } from './render.js'
import type { Names, Texts } from './texts.js'

/** A trace step in words. */
export interface RenderedStep {
  /** What the step is about: "Spam". */
  readonly title: string
  /** What it looked at. */
  readonly input: string
  /** What came of it. */
  readonly result: string
}

/** Problems and names in one language, and what makes more of them. A code without text renders as the code; nothing here throws. */
export interface ProblemMessages {
  readonly locale: Locale
  /** What is wrong, the limit and what was found, and what to do next: one to three plain sentences. */
  problem(problem: Pick<Problem, 'code' | 'params'>): string
  /** The readable name of a value, such as a field of flows; one that is not known is shown as it is. */
  name(kind: keyof Names, value: string): string
  readonly renderer: Renderer
  readonly texts: Texts
}

/** All texts of one language, those of steps too. */
export interface Messages extends ProblemMessages {
  step(step: Pick<TraceStep, 'code' | 'params'>): RenderedStep
}

/** Problems in one language, of its texts. */
export function createProblems(locale: Locale, texts: Texts): ProblemMessages {
  const renderer = new Renderer(locale, texts.names)
  return {
    locale,
    texts,
    renderer,
    name: (kind, value) => renderer.name(kind, value),
    problem({ code, params }) {
      const inBytes = params['unit'] === 'BYTES' ? lookUp(texts.inBytes, code) : undefined
      return renderer.render(inBytes ?? lookUp(texts.problems, code) ?? code, params)
    },
  }
}

/** A code may be newer than these texts: a client of another version. */
export const lookUp = <T>(texts: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(texts, code) ? texts[code] : undefined
