import { error, hasErrors } from '../problem.js'
import { step } from '../trace.js'
import type { OutboundComposition, OutboundDecision, OutboundFacts } from './types.js'

/**
 * R-OUT-8: the decision about a composed mail that has `size` bytes after encoding, attachments included. The limit is
 * the organisation's or, where it is smaller, that of the SMTP server.
 */
export function weighOutbound(
  { editor, unweighed, problems, trace }: OutboundComposition,
  size: number,
  { limits, from }: Pick<OutboundFacts, 'limits' | 'from'>,
): OutboundDecision {
  const limit = Math.min(limits.messageBytes, from.serverMessageBytes ?? Infinity)
  const isTooLarge = size > limit
  const all = isTooLarge ? [...problems, error('MESSAGE_TOO_LARGE', [], { limit, size })] : problems
  return {
    editor,
    mail: hasErrors(all) ? null : unweighed,
    problems: all,
    trace: [
      ...trace,
      step('R-OUT-8', isTooLarge ? 'MESSAGE_TOO_LARGE' : 'MESSAGE_WEIGHED', { size, limit }, isTooLarge),
    ],
  }
}
