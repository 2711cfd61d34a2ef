import type { FlowComparison, Problem, TraceStep } from '@mailroom/core'
import { ComparisonWords } from './comparison.js'
import type { Locale } from './locale.js'
import { Renderer } from './render.js'
import type { Names, Params, Texts, TraceTexts } from './texts.js'

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
  /** The readable name of a value, such as a field of flows; one that is not known is shown as it is. */
  name(kind: keyof Names, value: string): string
  /** The name of an operator where it compares a field. */
  operator(field: string, operator: string): string
  /** A comparison of a flow as traces say it: field, operator, and what it compares with. */
  comparison(comparison: FlowComparison): string
}

/** Messages in one language, of its texts. */
export function createMessages(locale: Locale, texts: Texts, trace: Partial<TraceTexts> = {}): Messages {
  const renderer = new Renderer(locale, texts.names)
  const comparison = new ComparisonWords(renderer, texts.comparison)
  const shown = (code: string, params: Params): Params => {
    if (code.startsWith('FLOW_COMPARISON_')) return comparison.params(params)
    return code === 'FLOW_ACTION' && params['action'] === 'setPriority'
      ? { ...params, value: Number(params['value']) }
      : params
  }
  return {
    locale,
    name: (kind, value) => renderer.name(kind, value),
    operator: (field, operator) => comparison.operator(field, operator),
    comparison: (one) => comparison.compare(one),
    problem({ code, params }) {
      const inBytes = params['unit'] === 'BYTES' ? lookUp(texts.inBytes, code) : undefined
      return renderer.render(inBytes ?? lookUp(texts.problems, code) ?? code, params)
    },
    step({ code, params: given }) {
      const [title, input, result] = lookUp(trace, code) ?? [code, '', '']
      const params = shown(code, given)
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
