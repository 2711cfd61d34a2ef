import type { Attachment, Mailbox, OutboundHeader, OutboundMail } from '@mailroom/core'
import MailComposer from 'nodemailer/lib/mail-composer'
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs'

/** A mail as it goes over the wire. */
export interface EncodedMail {
  /** The RFC 5322 message in ASCII, not signed. Attachments have their part and no content. */
  readonly raw: string
  /** Its bytes with the content of the attachments (R-OUT-8). */
  readonly size: number
}

/** RFC 2047: an encoded word has at most 75 characters. */
const LONGEST_WORD = 75
/** RFC 2045: a line of base64 has at most 76 characters. */
const BASE64_LINE = 76
/** Texts that stand in a header as they are; a longer run without a blank could not be folded. */
const PLAIN = /^(?!.*=\?)(?:[!-~]{1,70}(?: |$))*$/
const PLAIN_NAME = /^(?!.*=\?)[ !#-[\]-~]{1,60}$/
const ASCII = /^[ -~]*$/

/** Fields that the library makes where it is not given them. */
const OF_LIBRARY = ['Date', 'Message-ID']

/** The bytes of a composed mail (R-OUT-6): text and HTML side by side, header fields encoded here and folded. */
export async function encodeMail({ headers, html, text, attachments }: OutboundMail): Promise<EncodedMail> {
  const [given, own] = [true, false].map((is) => headers.filter(({ name }) => OF_LIBRARY.includes(name) === is))
  const composer = new MailComposer({
    headers: given?.map(({ name, value }) => ({ key: name, value })) ?? [],
    text: withLineEnds(text),
    html: withLineEnds(html),
    attachments: attachments.map(({ name, type }) => ({
      filename: name,
      contentType: isComposite(type) ? 'application/octet-stream' : type,
      contentTransferEncoding: 'base64',
      content: '',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const fields = own?.map((header) => `${foldLines(`${header.name}: ${encodeValue(header)}`)}\r\n`) ?? []
  const raw = fields.join('') + (await composer.compile().build()).toString('latin1')
  return { raw, size: raw.length + attachments.reduce((sum, each) => sum + encodedBytes(each), 0) }
}

/** No lone CR or LF leaves: some servers read one as the end of a line, or of the mail. */
function withLineEnds(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}

function encodeValue({ name, value, mailboxes }: OutboundHeader): string {
  const encoded = mailboxes ? mailboxes.map(encodeMailbox).join(', ') : name === 'Subject' ? encodeText(value) : value
  if (!ASCII.test(encoded)) throw new Error(`${name} is no header value`)
  return encoded
}

/** Whatever looks like an encoded word is encoded itself: shown literally, never decoded. */
function encodeText(value: string): string {
  return PLAIN.test(value) ? value : encodeWord(value, 'B', LONGEST_WORD)
}

function encodeMailbox({ name, address }: Mailbox): string {
  if (name === null) return address
  return PLAIN_NAME.test(name) ? `"${name}" <${address}>` : `${encodeWord(name, 'B', LONGEST_WORD)} <${address}>`
}

/** Parts that hold other parts cannot stand for a file. */
function isComposite(type: string): boolean {
  return /^(?:multipart|message)\//i.test(type)
}

/** What base64 makes of the content: four characters of three bytes, a line break between lines. */
function encodedBytes({ sizeBytes }: Attachment): number {
  const characters = Math.ceil(sizeBytes / 3) * 4
  return characters + 2 * Math.max(0, Math.ceil(characters / BASE64_LINE) - 1)
}
