import { htmlToText } from '@mailroom/core'
import sanitizeHtml from 'sanitize-html'
import { POLICY } from './policy.js'

/** HTML of which only plain formatting is left, and the plain text made of it. */
export interface CleanHtml {
  readonly html: string
  readonly text: string
}

/** What no text has: C0 controls but tab and line ends, DEL, noncharacters. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g
const LONE_SURROGATE = /\p{Cs}/gu

/** Cleans HTML that anybody may have written (security H1). Clean HTML comes out as it went in. */
export function cleanHtml(source: string): CleanHtml {
  const given = source.replace(CONTROLS, '').replace(LONE_SURROGATE, '\ufffd')
  // Cutting something out can leave something new: clean until it stays.
  let html = sanitizeHtml(given, POLICY)
  for (let again = sanitizeHtml(html, POLICY); again !== html; again = sanitizeHtml(html, POLICY)) html = again
  return { html, text: htmlToText(html) }
}
