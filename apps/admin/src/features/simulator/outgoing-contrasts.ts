import type { TraceStep } from '@mailroom/core'

/** In what customer and agent see different mails; keys of sentences. */
export type Contrast = 'signatureHidden' | 'signatureEditable' | 'historyLeftOut' | 'hiddenCopies'

/** Read from the steps of the decision. */
export function contrasts(trace: readonly TraceStep[]): Contrast[] {
  return trace.flatMap(({ code, params, effect }): Contrast[] => {
    if (code === 'SIGNATURE_ADDED') return [params['placement'] === 'ON_SEND' ? 'signatureHidden' : 'signatureEditable']
    if (code === 'HISTORY_LEFT_OUT') return ['historyLeftOut']
    return code === 'BCC_IN_ENVELOPE' && effect ? ['hiddenCopies'] : []
  })
}
