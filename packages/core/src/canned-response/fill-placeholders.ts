import { PLACEHOLDER, type Placeholder } from './placeholders.js'

/** What stands in for each placeholder (R-ADR-9). */
export type PlaceholderValues = Readonly<Record<Placeholder, string>>

const TAG_OR_TEXT = /<[^<>]*>|[^<]+/g
const LINK = /\s(?:href|src)="[^"]*"/g
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Clean HTML with its placeholders filled in, once: `{{` in a value stays as it is (R-ADR-9). Values are escaped, and in
 * links encoded as parts of a URL; unknown placeholders stay.
 */
export function fillHtmlPlaceholders(html: string, values: PlaceholderValues): string {
  return html.replace(TAG_OR_TEXT, (piece) =>
    piece.startsWith('<') ? fillTag(piece, values) : fill(piece, values, escapeHtml),
  )
}

/** Plain text with its placeholders filled in, once: `{{` in a value stays as it is (R-ADR-9). */
export function fillTextPlaceholders(text: string, values: PlaceholderValues): string {
  return fill(text, values, (value) => value)
}

function fillTag(tag: string, values: PlaceholderValues): string {
  const links = tag.match(LINK) ?? []
  const between = tag.split(LINK).map((piece) => fill(piece, values, escapeHtml))
  return between.map((piece, index) => piece + fill(links[index] ?? '', values, encodeUrlPart)).join('')
}

function fill(template: string, values: PlaceholderValues, encode: (value: string) => string): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Object.entries(values).find(([known]) => known === name.trim())?.[1]
    return value === undefined ? whole : encode(value)
  })
}

/** Text as it stands in HTML, between tags and in quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

function encodeUrlPart(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd'))
    .replaceAll('%40', '@')
    .replaceAll("'", '%27')
}
