import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { error, unreadMailProblem, type ParsedMessage, type UnreadMail } from '@mailroom/core'
import type { MessageFields } from '@mailroom/mime'
import { GivenUp, type Job } from '../../adapters/threads/thread.js'
import { Threads } from '../../adapters/threads/threads.js'
import { RefusedMail } from './refused-mail.js'

/** A raw RFC 5322 mail, or the fields of one. */
export type MailSource = { readonly raw: string } | { readonly fields: MessageFields }

type ReadResult = { readonly message: ParsedMessage } | { readonly refusal: UnreadMail }

/** What one mail may cost. */
const SECONDS = 6
const MEGABYTES = 256
/** A larger mail ends its thread, which gives the memory back. */
const LARGE = 1_048_576

const READING: Job<MailSource> = {
  module: pathToFileURL(createRequire(import.meta.url).resolve('@mailroom/mime')).href,
  work: `(mime, { raw, fields }) =>
    (raw === undefined ? mime.toParsedMessage(fields) : mime.parseMessage(raw)).then(
      (message) => ({ message }),
      ({ reason = 'UNPARSABLE', limit, found, at = { line: 1, offset: 0 } }) => ({ refusal: { reason, limit, found, at } }),
    )`,
  milliseconds: () => SECONDS * 1000,
  megabytes: MEGABYTES,
  isLast: (source) => 'raw' in source && source.raw.length > LARGE,
}

/** Reads mails of strangers, in threads. */
export class MessageReader {
  readonly #threads = new Threads<MailSource, ReadResult>(READING)

  /** `RefusedMail` where it is beyond the limits of `@mailroom/mime` or takes too long, `Busy` where too many wait. */
  async read(source: MailSource): Promise<ParsedMessage> {
    const result = await this.#threads.ask(source).catch((reason: unknown) => {
      if (!(reason instanceof GivenUp)) throw reason
      throw new RefusedMail(error('MAIL_TAKES_TOO_LONG', [], { seconds: SECONDS, megabytes: MEGABYTES }))
    })
    if ('message' in result) return result.message
    throw new RefusedMail(unreadMailProblem(result.refusal))
  }

  async close(): Promise<void> {
    await this.#threads.close()
  }
}
