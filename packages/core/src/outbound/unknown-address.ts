import { error } from '../problem.js'
import { composeEditor } from './body.js'
import type { OutboundDecision, OutboundDraft } from './types.js'

/** The decision about a draft of an address that is not there: REFERENCE_NOT_FOUND, and no rule to ask. */
export function refuseUnknownAddress(draft: OutboundDraft, address: string): OutboundDecision {
  const problem = error('REFERENCE_NOT_FOUND', ['address'], { type: 'EmailAddress', id: address })
  return { editor: composeEditor(draft), mail: null, problems: [problem], trace: [] }
}
