import { step, type TraceStep } from '../trace.js'
import type { ParsedMessage } from './types.js'

/** R-IN-9: the first mailbox of Reply-To, else of From; null: the mail names nobody. */
export function findReplyTo({ replyTo, from }: ParsedMessage): string | null {
  return replyTo[0]?.address || from[0]?.address || null
}

/** The step that says where the reply goes, and which field says so. */
export function replyStep({ replyTo }: ParsedMessage, address: string): TraceStep {
  return step('R-IN-9', 'REPLY_GOES_TO', { address, source: replyTo[0]?.address ? 'REPLY_TO' : 'FROM' }, false)
}
