import { htmlToText } from '@mailroom/core'
import sanitizeHtml from 'sanitize-html'
import { Inventory } from './inventory.js'
import { POLICY } from './policy.js'

/** HTML of which only plain formatting is left. */
export interface CleanHtml {
  readonly html: string
  /** The plain text made of it. */
  readonly text: string
  /** What was taken out, at most 20 kinds: `<script>`, `onclick`, `position`. */
  readonly removed: readonly string[]
}

/** What no text has: C0 controls but tab and line ends, DEL, noncharacters. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g
const LONE_SURROGATE = /\p{Cs}/gu

/** Cleans HTML that anybody may have written (security H1). Clean HTML comes out as it went in. */
export function cleanHtml(source: string): CleanHtml {
  const given = clean(source)
  // Cutting something out can leave something new: clean until it stays.
  let { html } = given
  let again = clean(html)
  for (; again.html !== html; again = clean(html)) html = again.html
  return { html, text: htmlToText(html), removed: given.inventory.missingIn(again.inventory) }
}

function clean(html: string): { html: string; inventory: Inventory } {
  const inventory = new Inventory()
  const onOpenTag = (tag: string, attributes: Record<string, string>) => inventory.add(tag, attributes)
  return { html: textOnly(sanitizeHtml(textOnly(html), { ...POLICY, onOpenTag })), inventory }
}

function textOnly(html: string): string {
  return html.replace(CONTROLS, '').replace(LONE_SURROGATE, '\ufffd')
}
