import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { ParsedMessage } from '@mailroom/core'
import type { MessageFields } from '@mailroom/mime'
import { Places } from '../../adapters/places.js'

const AT_ONCE = 2
const PATIENCE_MILLISECONDS = 3000
const PARSE_MILLISECONDS = 6000
const MEMORY_MEGABYTES = 256

/** A raw RFC 5322 mail, or the fields of one. */
export type MailSource = { readonly raw: string } | { readonly fields: MessageFields }

/** Reads one mail and ends. A string of JavaScript, so that it runs alike from sources and from the build. */
const READER = `
  const { parentPort, workerData } = require('node:worker_threads')
  import(workerData.mime)
    .then(({ parseMessage, toParsedMessage }) =>
      workerData.raw === undefined ? toParsedMessage(workerData.fields) : parseMessage(workerData.raw))
    .then((message) => ({ message }), ({ reason, limit, found }) => ({ refusal: { reason: reason ?? 'UNPARSABLE', limit, found } }))
    .then((result) => parentPort.postMessage(result))
`
const MIME = `file://${createRequire(import.meta.url).resolve('@mailroom/mime')}`

/** A mail that cannot be read; the message is for whoever sent it. */
export class UnreadableMail extends Error {}

interface Refusal {
  readonly reason: string
  readonly limit: number
  readonly found: number
}
type Result = { readonly message: ParsedMessage } | { readonly refusal: Refusal }

/** Reads mails of strangers apart from everything else: in a thread of its own, with bounded time and memory. */
export class MessageReader {
  readonly #places = new Places(AT_ONCE)

  /** `UnreadableMail` where it is beyond the limits of `@mailroom/mime`, takes too long or too many are being read. */
  async read(source: MailSource): Promise<ParsedMessage> {
    const result = await this.#places.with(PATIENCE_MILLISECONDS, () => readApart(source))
    if (!result) throw new UnreadableMail('Too many mails are being read. Try again in a moment.')
    if ('message' in result) return result.message
    throw new UnreadableMail(textOf(result.refusal))
  }
}

function readApart(source: MailSource): Promise<Result> {
  const worker = new Worker(READER, {
    eval: true,
    workerData: { mime: MIME, ...source },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
  })
  return new Promise<Result>((resolve) => {
    const giveUp = () => resolve({ refusal: { reason: 'time', limit: PARSE_MILLISECONDS / 1000, found: 0 } })
    const timer = setTimeout(giveUp, PARSE_MILLISECONDS)
    worker.once('message', resolve).once('error', giveUp).once('exit', giveUp)
    worker.once('exit', () => clearTimeout(timer))
  }).finally(() => worker.terminate())
}

function textOf({ reason, limit, found }: Refusal): string {
  if (reason === 'UNPARSABLE') return 'This is no mail that can be read.'
  if (reason === 'time')
    return `The mail could not be read within ${limit} seconds and ${MEMORY_MEGABYTES} MB of memory.`
  return `The mail has too much to read: ${reason} at most ${limit}, found ${found}.`
}
