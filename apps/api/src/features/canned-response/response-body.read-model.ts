import { CANNED_RESPONSE_BYTES, escapeHtml, type Problem } from '@mailroom/core'
import { POLICY_VERSION } from '@mailroom/html'
import { HtmlRefused, type CleanHtml, type HtmlCleaner } from '../../adapters/html/html-cleaner.js'
import { Busy, BUSY_SECONDS } from '../../adapters/threads/threads.js'
import { rateLimited } from '../../graphql/errors.js'
import type { Ready } from '../../graphql/when-ready.js'
import type { CannedResponseEntity } from './canned-response.entity.js'

/** What HTML became, or why it was refused. */
export type Cleaned = CleanHtml | Problem

/** Cleans the HTML of a request; `path`: the field that holds it, `maxBytes`: another limit than a canned response's. */
export async function cleanGiven(
  cleaner: HtmlCleaner,
  html: string,
  path: readonly string[],
  maxBytes = CANNED_RESPONSE_BYTES,
): Promise<Cleaned> {
  try {
    return await cleaner.clean(html, { maxBytes })
  } catch (reason) {
    if (reason instanceof HtmlRefused) return reason.problem(path)
    throw reason instanceof Busy ? rateLimited(BUSY_SECONDS) : reason
  }
}

/**
 * HTML and text of a stored response by the policy of today: what an older one cleaned is cleaned again from its source.
 * Where that is refused, its text stands for it.
 */
export function loadBody(
  row: Pick<CannedResponseEntity, 'html' | 'text' | 'ownText' | 'source' | 'policyVersion'>,
  cleaner: HtmlCleaner,
): Ready<Pick<CleanHtml, 'html' | 'text'>> {
  if (row.policyVersion >= POLICY_VERSION) return { html: row.html, text: row.text }
  return cleanGiven(cleaner, row.source, ['html']).then((cleaned) =>
    'code' in cleaned
      ? { html: escapeHtml(row.text).replaceAll('\n', '<br />'), text: row.text }
      : { html: cleaned.html, text: row.ownText ? row.text : cleaned.text },
  )
}
