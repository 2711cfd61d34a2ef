import type { SavedMail } from '@mailroom/core'
import type { InboundMessageInput, Verdict } from '@/gql/graphql'

export const MODES = ['COMPOSE', 'SOURCE', 'UPLOAD'] as const
export type Mode = (typeof MODES)[number]
export const VERDICTS: readonly Verdict[] = ['PASS', 'FAIL', 'INCONCLUSIVE']

/** The largest file that the simulator takes, in bytes. */
export const MAX_FILE_BYTES = 10 * 1_048_576

/** A mail as the simulator's page holds it: all three ways of giving one at once, so that none is lost. */
export interface MailForm {
  mode: Mode
  from: string
  to: string
  cc: string
  subject: string
  text: string
  source: string
  file: { name: string; bytes: Uint8Array } | null
  envelopeFrom: string
  /** The null path of bounces; else an empty envelope sender means that it is not known. */
  emptyEnvelope: boolean
  envelopeTo: string
  spam: Verdict
  virus: Verdict
  /** Local time as a date and time box gives it; empty: now. */
  receivedAt: string
  /** What a saved test has beside the fields of the form; it goes along. */
  more: MoreOfMail
}

/** Parts of a mail that the form does not show. */
export type MoreOfMail = Pick<InboundMessageInput, 'headers' | 'threads' | 'autoReplied' | 'sizeBytes'>

export function emptyMail(): MailForm {
  return {
    mode: 'COMPOSE',
    from: '',
    to: '',
    cc: '',
    subject: '',
    text: '',
    source: '',
    file: null,
    envelopeFrom: '',
    emptyEnvelope: false,
    envelopeTo: '',
    spam: 'PASS',
    virus: 'PASS',
    receivedAt: '',
    more: {},
  }
}

/** Addresses as typed, separated by commas, semicolons or line ends. */
export function addressList(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
}

/** What is missing before anything can be decided: fields with the keys of their texts. */
export function missingIn(mail: MailForm): Partial<Record<keyof MailForm, string>> {
  if (mail.mode === 'SOURCE') return mail.source.trim() ? {} : { source: 'simulator.missing' }
  if (mail.mode === 'UPLOAD') return mail.file ? {} : { file: 'simulator.missingFile' }
  return {
    ...(addressList(mail.to).length === 0 && !mail.envelopeTo.trim() && { to: 'simulator.missingTo' }),
    ...(!mail.from.trim() && { from: 'simulator.missingFrom' }),
  }
}

/** The mail as the API takes it. */
export function toMessageInput(mail: MailForm): InboundMessageInput {
  const envelopeTo = addressList(mail.envelopeTo)
  const { spam, virus } = mail
  return {
    ...mail.more,
    ...contentOf(mail),
    ...(mail.emptyEnvelope
      ? { envelopeFrom: '' }
      : mail.envelopeFrom.trim() && { envelopeFrom: mail.envelopeFrom.trim() }),
    ...(envelopeTo.length > 0 && { envelopeTo }),
    spam,
    virus,
    ...(mail.receivedAt && { receivedAt: new Date(mail.receivedAt).toISOString() }),
  }
}

function contentOf(mail: MailForm): InboundMessageInput {
  if (mail.mode === 'SOURCE') return { raw: mail.source, headers: null }
  if (mail.mode === 'UPLOAD') return { headers: null, raw: new TextDecoder().decode(mail.file?.bytes) }
  const { from, subject, text } = mail
  return { from, to: addressList(mail.to), cc: addressList(mail.cc), subject, text }
}

/** A saved mail as the form holds it. */
export function toMailForm(mail: SavedMail): MailForm {
  const { raw, from, to, cc, subject, text, envelopeFrom, envelopeTo, spam, virus, receivedAt, ...more } = mail
  return {
    ...emptyMail(),
    mode: raw ? 'SOURCE' : 'COMPOSE',
    source: raw ?? '',
    from: from ?? '',
    to: (to ?? []).join(', '),
    cc: (cc ?? []).join(', '),
    subject: subject ?? '',
    text: text ?? '',
    envelopeFrom: envelopeFrom ?? '',
    emptyEnvelope: envelopeFrom === '',
    envelopeTo: (envelopeTo ?? []).join(', '),
    spam: spam ?? 'PASS',
    virus: virus ?? 'PASS',
    receivedAt: receivedAt ? toLocalTime(new Date(receivedAt)) : '',
    more: more as MoreOfMail,
  }
}

/** As a date and time box takes it. */
function toLocalTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19)
}
