import { escapeHtml } from '@mailroom/core'
import type { OutboundDraftInput, OutboundKind } from '@/gql/graphql'

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

/** Paragraphs as a mail has them; what looks like HTML is text. */
function toHtml(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/)
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`).join('')
}
