import type { AddressSettings, HistoryInclusion } from '../address/types.js'
import {
  fillHtmlPlaceholders,
  fillTextPlaceholders,
  type PlaceholderValues,
} from '../canned-response/fill-placeholders.js'
import { htmlToText } from '../canned-response/html-text.js'
import { step, type TraceStep } from '../trace.js'
import { splitAtHistory, wrap } from './history-block.js'
import type { EditorView, OutboundDraft, OutboundFacts } from './types.js'

/** What the body of a mail needs to know. */
export type BodyFacts = Pick<OutboundFacts, 'signature' | 'organizationName'> & {
  readonly address: {
    readonly address: string
    readonly settings: Pick<AddressSettings, 'signature' | 'history'>
  }
}

/** A piece of a mail, for both of its parts. */
export interface Piece {
  readonly html: string
  readonly text: string
}

/** The parts of a mail (R-OUT-4, R-OUT-5) and what the agent sees of them. */
export interface Body extends Piece {
  readonly editor: EditorView
}

/**
 * R-ADR-9, R-OUT-4, R-ADR-11, R-OUT-5: text, signature and history of a mail, in this order. Forms show it of what is not
 * stored yet.
 */
export function composeBody(
  draft: OutboundDraft,
  { address, signature, organizationName }: BodyFacts,
  trace: TraceStep[] = [],
): Body {
  const { settings } = address
  const values = {
    'agent.name': draft.agentName ?? '',
    'organization.name': organizationName,
    address: address.address,
  }
  const filled = signature && fill(signature, values)
  const due = dueSignature(settings, filled, draft, signature?.name ?? '', trace)
  const history = pieceOf(draft.history ?? '')
  const isIncluded = includesHistory(settings.history, draft, history.html !== '', trace)
  return draft.editorHtml === null
    ? composeDraft(pieceOf(draft.html), due, history, isIncluded)
    : composeEdited(draft.editorHtml, due, history, isIncluded)
}

/** What an agent sees where there is no address to ask. */
export function composeEditor(draft: OutboundDraft): EditorView {
  const history = pieceOf(draft.history ?? '')
  const { editor } =
    draft.editorHtml === null
      ? composeDraft(pieceOf(draft.html), null, history, false)
      : composeEdited(draft.editorHtml, null, history, false)
  return editor
}

/** A signature that belongs to the mail, and whether the agent sees it. */
interface DueSignature extends Piece {
  readonly isInEditor: boolean
}

/** R-ADR-9: none where it is off, or only for the first mail of an interaction. */
function dueSignature(
  { signature: chosen }: Pick<AddressSettings, 'signature'>,
  filled: Piece | null,
  { isInitial, editorHtml }: OutboundDraft,
  response: string,
  trace: TraceStep[],
): DueSignature | null {
  if (!chosen || !filled) {
    trace.push(step('R-ADR-9', 'SIGNATURE_OFF', {}, false), step('R-OUT-4', 'SIGNATURE_NOT_ADDED', {}, false))
    return null
  }
  const { placement, frequency } = chosen
  trace.push(step('R-ADR-9', 'SIGNATURE_CHOSEN', { response, placement, frequency }, true))
  if (frequency === 'INITIAL_ONLY' && !isInitial) {
    trace.push(step('R-OUT-4', 'SIGNATURE_NOT_INITIAL', { frequency }, true))
    return null
  }
  const isInEditor = placement === 'IN_EDITOR'
  const asEdited = isInEditor && editorHtml !== null
  trace.push(step('R-OUT-4', asEdited ? 'SIGNATURE_AS_EDITED' : 'SIGNATURE_ADDED', { placement }, !asEdited))
  return { ...filled, isInEditor }
}

/** R-ADR-11, R-OUT-5: by the address, else by the agent. */
function includesHistory(
  history: HistoryInclusion,
  { includeHistory }: OutboundDraft,
  isThere: boolean,
  trace: TraceStep[],
): boolean {
  trace.push(step('R-ADR-11', 'HISTORY_SETTING', { history }, history !== 'AGENT_DECIDES'))
  const isWanted = history === 'ALWAYS' || (history === 'AGENT_DECIDES' && includeHistory)
  const code = isThere ? (isWanted ? 'HISTORY_INCLUDED' : 'HISTORY_LEFT_OUT') : 'HISTORY_NONE'
  trace.push(step('R-OUT-5', code, {}, isThere))
  return isThere && isWanted
}

/** What leaves where the agent has written `html` above what the editor shows. */
function composeDraft(text: Piece, due: DueSignature | null, history: Piece, isIncluded: boolean): Body {
  const signature = due && block(due)
  const quoted = block(history)
  const shown = due?.isInEditor ? signature : null
  return {
    ...join([text, signature, isIncluded ? quoted : null]),
    editor: editorView([text, shown, quoted], shown !== null, history),
  }
}

/** What leaves where the agent has edited all that the editor showed: a signature in it is never added again. */
function composeEdited(editorHtml: string, due: DueSignature | null, history: Piece, isIncluded: boolean): Body {
  const { before, after, hasQuoted } = splitAtHistory(editorHtml, history.html)
  const appended = due && !due.isInEditor ? block(due) : null
  const quoted = block(history)
  const isMissing = isIncluded && !hasQuoted
  const showsSignature = due !== null && due.isInEditor && editorHtml.includes(due.html)
  return {
    ...join([pieceOf(before), appended, isMissing ? quoted : null, pieceOf(after)]),
    editor: editorView([pieceOf(before), hasQuoted ? null : quoted, pieceOf(after)], showsSignature, history),
  }
}

function editorView(pieces: readonly (Piece | null)[], showsSignature: boolean, history: Piece): EditorView {
  return { html: join(pieces).html, showsSignature, showsHistory: history.html !== '' }
}

function fill({ html, text }: Piece, values: PlaceholderValues): Piece {
  return { html: fillHtmlPlaceholders(html, values), text: fillTextPlaceholders(text, values) }
}

function pieceOf(html: string): Piece {
  const trimmed = html.trim()
  return { html: trimmed, text: htmlToText(trimmed) }
}

function block({ html, text }: Piece): Piece {
  return { html: wrap(html), text }
}

function join(pieces: readonly (Piece | null)[]): Piece {
  const there = pieces.filter((piece) => piece !== null)
  const texts = there.map(({ text }) => text).filter((text) => text.trim() !== '')
  return { html: there.map(({ html }) => html).join(''), text: texts.join('\n\n') }
}
