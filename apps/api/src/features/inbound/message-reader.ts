import type { ParsedMessage } from '@mailroom/core'
import { Places } from '../../adapters/places.js'
import { READING_LIMITS, ReadingThread, type MailSource, type ReadResult, type Refusal } from './reading-thread.js'

const AT_ONCE = 2
const PATIENCE_MILLISECONDS = 3000

/** A mail that cannot be read; the message is for whoever sent it. */
export class UnreadableMail extends Error {}

/** Reads mails of strangers apart from everything else: in threads of their own, with bounded time and memory. */
export class MessageReader {
  readonly #places = new Places(AT_ONCE)
  readonly #idle = Array.from({ length: AT_ONCE }, () => new ReadingThread())

  /** `UnreadableMail` where it is beyond the limits of `@mailroom/mime`, takes too long or too many are being read. */
  async read(source: MailSource): Promise<ParsedMessage> {
    const result = await this.#places.with(PATIENCE_MILLISECONDS, () => this.#readApart(source))
    if (!result) throw new UnreadableMail('Too many mails are being read. Try again in a moment.')
    if ('message' in result) return result.message
    throw new UnreadableMail(textOf(result.refusal))
  }

  async #readApart(source: MailSource): Promise<ReadResult> {
    const thread = this.#idle.pop() ?? new ReadingThread()
    try {
      return await thread.read(source)
    } finally {
      this.#idle.push(thread)
    }
  }
}

function textOf({ reason, limit, found }: Refusal): string {
  const { milliseconds, megabytes } = READING_LIMITS
  if (reason === 'UNPARSABLE') return 'This is no mail that can be read.'
  if (reason === 'GIVEN_UP')
    return `The mail could not be read within ${milliseconds / 1000} seconds and ${megabytes} MB of memory.`
  return `The mail has too much to read: ${reason} at most ${limit}, found ${found}.`
}
