import type { SavedMail } from '@mailroom/core'
import type { InboundMessageInput } from '@/gql/graphql'
import { fromFragment, isListOf, isNullOr, isOneOf, isSwitch, isText, isThing, toFragment, type Shapes } from './link'
import { toMailForm, toMessageInput, VERDICTS, type MailForm } from './mail-form'

/** A mail of a link: one that was composed. */
type LinkedMail = Omit<SavedMail, 'raw'>

/** What a date and time box and the API take: no expanded years. */
const isMoment = (value: unknown) =>
  isText(value) && /^\d{4}-/.test(value as string) && !Number.isNaN(Date.parse(value as string))
/** As GraphQL's Int. */
const isNatural = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31
const isVerdict = isOneOf(...VERDICTS)

const SHAPES: Shapes<LinkedMail> = {
  envelopeFrom: isText,
  envelopeTo: isListOf(isText),
  from: isText,
  to: isListOf(isText),
  cc: isListOf(isText),
  subject: isText,
  text: isText,
  headers: isListOf(isThing({ name: isText, value: isText })),
  spam: isVerdict,
  virus: isVerdict,
  receivedAt: isMoment,
  sizeBytes: isNatural,
  threads: isListOf(
    isThing({
      messageIds: isListOf(isText),
      subject: isNullOr(isText),
      open: isSwitch,
      disconnectedAt: isNullOr(isMoment),
      queueId: isNullOr(isText),
    }),
  ),
  autoReplied: isListOf(isThing({ addressId: isText, at: isMoment })),
}

/** The fragment of a link to a mail; null: it is a source, which has more in it than its user sees. */
export function fragmentOf(mail: InboundMessageInput): string | null {
  return mail.raw ? null : toFragment(toMessageInput(toMailForm(mail as SavedMail)))
}

/** The mail of a fragment; null: it holds none. */
export function mailOf(fragment: string): MailForm | null {
  const mail = fromFragment(fragment, SHAPES)
  return mail && toMailForm(mail)
}
