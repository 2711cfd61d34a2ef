import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { ParsedMessage } from '@mailroom/core'
import type { MessageFields } from '@mailroom/mime'

/** A raw RFC 5322 mail, or the fields of one. */
export type MailSource = { readonly raw: string } | { readonly fields: MessageFields }

/** Why a mail was not read; `GIVEN_UP`: it took more time or memory than there is. */
export interface Refusal {
  readonly reason: string
  readonly limit: number
  readonly found: number
}
export type ReadResult = { readonly message: ParsedMessage } | { readonly refusal: Refusal }

/** What one mail may cost. */
export const READING_LIMITS = { milliseconds: 6000, megabytes: 256 } as const

/** A larger mail ends its thread, which gives the memory back. */
const LARGE = 1_048_576
const GIVEN_UP: ReadResult = { refusal: { reason: 'GIVEN_UP', limit: 0, found: 0 } }

/** Reads one mail after the other. A string of JavaScript, so that it runs alike from sources and from the build. */
const READER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const mime = import(workerData)
  parentPort.on('message', ({ raw, fields }) => mime
    .then(({ parseMessage, toParsedMessage }) => raw === undefined ? toParsedMessage(fields) : parseMessage(raw))
    .then((message) => ({ message }), ({ reason, limit, found }) => ({ refusal: { reason: reason ?? 'UNPARSABLE', limit, found } }))
    .then((result) => parentPort.postMessage(result)))
`
const MIME = `file://${createRequire(import.meta.url).resolve('@mailroom/mime')}`

/** A thread that reads one mail at a time. It starts with the first, and anew after one that it could not finish. */
export class ReadingThread {
  #worker: Worker | undefined

  /** Never rejects. */
  async read(source: MailSource): Promise<ReadResult> {
    const worker = (this.#worker ??= this.#start())
    const result = await answerOf(worker, source)
    if (result === GIVEN_UP || ('raw' in source && source.raw.length > LARGE)) {
      this.#worker = undefined
      await worker.terminate()
    }
    return result
  }

  /** It does not keep the process alive. */
  #start(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: READING_LIMITS.megabytes }
    const worker = new Worker(READER, { eval: true, workerData: MIME, resourceLimits })
    worker
      .on('error', () => {})
      .on('exit', () => {
        if (this.#worker === worker) this.#worker = undefined
      })
    worker.unref()
    return worker
  }
}

function answerOf(worker: Worker, source: MailSource): Promise<ReadResult> {
  return new Promise((resolve) => {
    const end = (result: ReadResult) => {
      clearTimeout(timer)
      worker.off('message', end).off('exit', giveUp)
      resolve(result)
    }
    const giveUp = () => end(GIVEN_UP)
    const timer = setTimeout(giveUp, READING_LIMITS.milliseconds)
    worker.on('message', end).on('exit', giveUp)
    worker.postMessage(source)
  })
}
