import type { Problem, TraceStep } from '@mailroom/core'
import type { Locale } from './locale.js'
import { Renderer } from './render.js'
import type { Texts, TraceTexts } from './texts.js'

/** A trace step in words. */
export interface RenderedStep {
  /** What the step is about: "Spam". */
  readonly title: string
  /** What it looked at. */
  readonly input: string
  /** What came of it. */
  readonly result: string
}

/** The texts of one language. A code without text renders as the code; nothing here throws. */
export interface Messages {
  readonly locale: Locale
  /** What is wrong, the limit and what was found, and what to do next: one to three plain sentences. */
  problem(problem: Pick<Problem, 'code' | 'params'>): string
  step(step: Pick<TraceStep, 'code' | 'params'>): RenderedStep
}

/** Messages in one language, of its texts. */
export function createMessages(locale: Locale, texts: Texts, trace: Partial<TraceTexts> = {}): Messages {
  const renderer = new Renderer(locale, texts.names)
  return {
    locale,
    problem({ code, params }) {
      const inBytes = params['unit'] === 'BYTES' ? lookUp(texts.inBytes, code) : undefined
      return renderer.render(inBytes ?? lookUp(texts.problems, code) ?? code, params)
    },
    step({ code, params }) {
      const [title, input, result] = lookUp(trace, code) ?? [code, '', '']
      return {
        title: renderer.render(title, params),
        // A comparison with nothing ends in a blank.
        input: renderer.render(input, params).trimEnd(),
        result: renderer.render(result, params),
      }
    },
  }
}

/** A code may be newer than these texts: a client of another version. */
const lookUp = <T>(texts: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(texts, code) ? texts[code] : undefined
