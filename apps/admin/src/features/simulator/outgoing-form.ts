import { escapeHtml } from '@mailroom/core'
import type { OutboundDraftInput, OutboundKind } from '@/gql/graphql'
import { fromFragment, isNullOr, isOneOf, isSwitch, isText, toFragment, type Shapes } from './link'

export const KINDS: readonly OutboundKind[] = ['NEW', 'REPLY', 'REPLY_ALL', 'FORWARD']

/** A mail that an agent writes, as the page holds it. */
export interface OutgoingForm {
  addressId: string | null
  /** Of the chosen id. */
  address: string
  kind: OutboundKind
  to: string
  cc: string
  bcc: string
  subject: string
  text: string
  history: string
  agentName: string
  isInitial: boolean
  includeHistory: boolean
}

export function emptyOutgoing(): OutgoingForm {
  return {
    addressId: null,
    address: '',
    kind: 'REPLY',
    to: '',
    cc: '',
    bcc: '',
    subject: '',
    text: '',
    history: '',
    agentName: '',
    isInitial: true,
    includeHistory: true,
  }
}

/** Recipients as typed, separated by commas, semicolons or line ends outside of quotes. */
export function recipientList(text: string): string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^",;\n]|")+/g) ?? []).map((part) => part.trim()).filter(Boolean)
}

/** The draft as the API takes it. */
export function toDraftInput(form: OutgoingForm): OutboundDraftInput {
  const { address, kind, subject, isInitial, includeHistory } = form
  return {
    address,
    kind,
    subject,
    isInitial,
    includeHistory,
    to: recipientList(form.to),
    cc: recipientList(form.cc),
    bcc: recipientList(form.bcc),
    html: toHtml(form.text),
    agentName: form.agentName.trim(),
    ...(form.history.trim() && { history: toHtml(form.history) }),
  }
}

const SHAPES: Shapes<OutgoingForm> = {
  addressId: isNullOr(isText),
  address: isText,
  kind: isOneOf(...KINDS),
  to: isText,
  cc: isText,
  bcc: isText,
  subject: isText,
  text: isText,
  history: isText,
  agentName: isText,
  isInitial: isSwitch,
  includeHistory: isSwitch,
}

export const fragmentOf = (form: OutgoingForm): string => toFragment(form)

/** The mail of a fragment; null: it holds none. */
export function outgoingOf(fragment: string): OutgoingForm | null {
  const linked = fromFragment(fragment, SHAPES)
  return linked && { ...emptyOutgoing(), ...linked }
}

/** Paragraphs as a mail has them; what looks like HTML is text. */
function toHtml(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/)
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`).join('')
}
