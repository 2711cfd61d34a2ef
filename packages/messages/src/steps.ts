import { comparisonsOf } from './comparison.js'
import type { Locale } from './locale.js'
import { createProblems, lookUp, type Messages } from './messages.js'
import type { Params, Texts, TraceTexts } from './texts.js'

/** Messages in one language, of its texts: apart from the problems, for few pages show steps. */
export function createMessages(locale: Locale, texts: Texts, trace: TraceTexts): Messages {
  const problems = createProblems(locale, texts)
  const comparisons = comparisonsOf(problems)
  const shown = (code: string, params: Params): Params => {
    if (code.startsWith('FLOW_COMPARISON_')) return comparisons.params(params)
    const isPriority = code === 'FLOW_ACTION' && params['action'] === 'setPriority'
    return isPriority ? { ...params, value: Number(params['value']) } : params
  }
  return {
    ...problems,
    step({ code, params: given }) {
      const [title, input, result] = lookUp(trace, code) ?? [code, '', '']
      const params = shown(code, given)
      return {
        title: problems.renderer.render(title, params),
        // A comparison with nothing ends in a blank.
        input: problems.renderer.render(input, params).trimEnd(),
        result: problems.renderer.render(result, params),
      }
    },
  }
}
