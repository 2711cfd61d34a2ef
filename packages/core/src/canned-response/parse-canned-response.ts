import { parseName } from '../organisation/names.js'
import { checkBytes, error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { byteLength } from '../text.js'
import { htmlToText } from './html-text.js'
import { checkLinks } from './misleading-links.js'
import { checkPlaceholders } from './placeholders.js'
import type { CannedResponse, CannedResponseDraft, ResponseBody } from './types.js'

/** Largest HTML or text of a canned response, in bytes of UTF-8: 64 kB (R-ADR-9). */
export const CANNED_RESPONSE_BYTES = 65_536

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g
const LONE_SURROGATES = /\p{Cs}/gu

/**
 * The canned response that is there after a write (R-ADR-9, R-ORG-7). `current`: what is stored, null for a new one. Its
 * text follows the HTML until one of its own is given. Problems: REQUIRED, TOO_LONG (in bytes, never cut),
 * PLACEHOLDER_UNKNOWN, those of `parseName`, and the warning SIGNATURE_LINK_MISLEADS.
 */
export function parseCannedResponse(
  draft: CannedResponseDraft,
  current: CannedResponse | null,
): Result<CannedResponse> {
  const name = parseName(draft.name === undefined ? current?.name : draft.name, ['name'])
  const kind = draft.kind === undefined ? current?.kind : draft.kind
  const body = parseResponseBody(draft, current)
  const problems = [...name.problems, ...body.problems]
  if (!kind) problems.push(error('REQUIRED', ['kind']))
  return name.ok && body.ok && kind
    ? resultOf({ name: name.value, kind, ...body.value }, problems)
    : { ok: false, problems }
}

/** The HTML and the text of `parseCannedResponse` alone, with their problems. */
export function parseResponseBody(
  draft: Pick<CannedResponseDraft, 'html' | 'text'>,
  current: ResponseBody | null,
): Result<ResponseBody> {
  const html = (draft.html === undefined ? current?.html : draft.html) ?? ''
  const problems = checkHtml(html)
  if (byteLength(html) > CANNED_RESPONSE_BYTES) return { ok: false, problems }
  const { text, ownText } = chooseText(html, draft, current)
  if (ownText) problems.push(...checkText(text))
  problems.push(...checkLinks(html, ['html']))
  return resultOf({ html, text, ownText }, problems)
}

function chooseText(html: string, { text }: Pick<CannedResponseDraft, 'text'>, current: ResponseBody | null) {
  const made = htmlToText(html)
  const given = text === undefined && current?.ownText ? current.text : text
  if (typeof given !== 'string' || tidy(given) === made) return { text: made, ownText: false }
  return { text: tidy(given), ownText: true }
}

/** Text with line feeds, and without what no text has. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').replace(LONE_SURROGATES, '\ufffd')
}

function checkHtml(html: string): Problem[] {
  if (html.trim() === '') return [error('REQUIRED', ['html'])]
  const tooLong = checkBytes(byteLength(html), CANNED_RESPONSE_BYTES, ['html'])
  return tooLong.length > 0 ? tooLong : checkPlaceholders(html, ['html'])
}

function checkText(text: string): Problem[] {
  const tooLong = checkBytes(byteLength(text), CANNED_RESPONSE_BYTES, ['text'])
  return tooLong.length > 0 ? tooLong : checkPlaceholders(text, ['text'])
}
