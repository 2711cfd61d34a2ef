import { CANNED_RESPONSE_BYTES, error, type Problem } from '@mailroom/core'
import { cleanHtml, type CleanHtml } from '@mailroom/html'

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

/** Cleans HTML that people have written. */
export class HtmlCleaner {
  /** `HtmlRefused` where it is larger than `maxBytes` (default: what a canned response may be) or takes too long. */
  async clean(source: string, { maxBytes = CANNED_RESPONSE_BYTES }: { maxBytes?: number } = {}): Promise<CleanHtml> {
    const count = Buffer.byteLength(source)
    if (count > maxBytes) throw new HtmlRefused((path) => error('TOO_LONG', path, { limit: maxBytes, count }))
    return cleanHtml(source)
  }

  async close(): Promise<void> {}
}
