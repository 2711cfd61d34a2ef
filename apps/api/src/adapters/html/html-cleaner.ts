import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { CANNED_RESPONSE_BYTES, checkBytes, error, type Problem } from '@mailroom/core'
import type { CleanHtml } from '@mailroom/html'
import { GivenUp, type Job } from '../threads/thread.js'
import { Threads } from '../threads/threads.js'

export type { CleanHtml }

/** HTML that is not cleaned: it is beyond a limit. Nothing is ever cut. */
export class HtmlRefused extends Error {
  constructor(private readonly problemAt: (path: readonly string[]) => Problem) {
    super(`HTML refused: ${problemAt([]).code}`)
  }

  /** Why, of the field that held it. */
  problem(path: readonly string[]): Problem {
    return this.problemAt(path)
  }
}

const MEGABYTES = 128
const STEP_MS = 500

/** Half a second for what a canned response may be, and as much again for every further piece of that size. */
const millisecondsFor = (source: string) => STEP_MS * Math.max(1, Math.ceil(source.length / CANNED_RESPONSE_BYTES))

const CLEANING: Job<string> = {
  module: pathToFileURL(createRequire(import.meta.url).resolve('@mailroom/html')).href,
  work: '({ cleanHtml }, source) => cleanHtml(source)',
  milliseconds: millisecondsFor,
  megabytes: MEGABYTES,
}

/** Cleans HTML that people have written, in threads (security H3). */
export class HtmlCleaner {
  readonly #threads = new Threads<string, CleanHtml>(CLEANING)

  /**
   * `HtmlRefused` where it is larger than `maxBytes` (default: what a canned response may be) or takes too long; `Busy`
   * where too many wait.
   */
  async clean(source: string, { maxBytes = CANNED_RESPONSE_BYTES }: { maxBytes?: number } = {}): Promise<CleanHtml> {
    const [tooLong] = checkBytes(Buffer.byteLength(source), maxBytes, [])
    if (tooLong) throw new HtmlRefused((path) => ({ ...tooLong, path }))
    return this.#threads.ask(source).catch((reason: unknown) => {
      if (!(reason instanceof GivenUp)) throw reason
      throw new HtmlRefused((path) => error('HTML_TOO_COMPLEX', path, { limit: millisecondsFor(source) }))
    })
  }

  async close(): Promise<void> {
    await this.#threads.close()
  }
}
