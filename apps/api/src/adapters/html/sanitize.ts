import sanitizeHtml, { type IOptions } from 'sanitize-html'

/** Rises with every change of the policy: what was cleaned by an older one is cleaned again. */
export const POLICY_VERSION = 1
const DEEPEST = 50
const WIDEST = 800

const COLOUR = [/^#(?:[0-9a-f]{3}){1,2}$/i, /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/, /^[a-z]{3,20}$/i]
const LENGTH = '(?:0|\\d{1,2}(?:\\.\\d{1,2})?(?:px|pt|em|%))'
const LENGTHS = [new RegExp(`^${LENGTH}(?:\\s+${LENGTH}){0,3}$`)]
const BORDER = [/^(?:\d(?:px)?\s+)?(?:none|solid|dashed|dotted)(?:\s+(?:#(?:[0-9a-f]{3}){1,2}|[a-z]{3,20}))?$/i]
const WIDTH = [/^(?:[1-7]?\d{1,2}|800)px$/, /^(?:\d{1,2}|100)%$/]

const POLICY: IOptions = {
  allowedTags: [
    ...['a', 'b', 'br', 'div', 'em', 'font', 'hr', 'i', 'img', 'li', 'ol', 'p', 'span', 'strong'],
    ...['table', 'tbody', 'td', 'th', 'tr', 'u', 'ul'],
  ],
  allowedAttributes: {
    '*': ['style'],
    a: ['href', 'title'],
    font: ['color', 'face', 'size'],
    img: ['src', 'alt', 'width', 'height'],
    table: ['width', 'cellpadding', 'cellspacing', 'border'],
    td: ['width', 'colspan', 'rowspan', 'align', 'valign'],
    th: ['width', 'colspan', 'rowspan', 'align', 'valign'],
  },
  allowedStyles: {
    '*': {
      color: COLOUR,
      'background-color': COLOUR,
      'font-family': [/^[\w\s,'"-]{1,200}$/],
      'font-size': [new RegExp(`^${LENGTH}$`)],
      'font-weight': [/^(?:normal|bold|[1-9]00)$/],
      'font-style': [/^(?:normal|italic)$/],
      'text-align': [/^(?:left|right|center|justify)$/],
      'text-decoration': [/^(?:none|underline)$/],
      'line-height': [/^\d(?:\.\d{1,2})?$/, new RegExp(`^${LENGTH}$`)],
      padding: LENGTHS,
      border: BORDER,
      'border-top': BORDER,
      'border-bottom': BORDER,
      'border-collapse': [/^collapse$/],
      width: WIDTH,
    },
  },
  allowedSchemes: ['https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https', 'cid'], a: ['https', 'mailto', 'tel'] },
  allowProtocolRelative: false,
  nestingLimit: DEEPEST,
  transformTags: { img: boundedSize, table: boundedSize, td: boundedSize, th: boundedSize },
}

/** HTML of which only plain formatting is left. Clean HTML comes out as it went in. */
export function sanitize(html: string): string {
  // Cutting something out can leave something new: clean until it stays.
  let clean = sanitizeHtml(html.replaceAll('\0', ''), POLICY)
  for (let again = sanitizeHtml(clean, POLICY); again !== clean; again = sanitizeHtml(clean, POLICY)) clean = again
  return clean
}

function boundedSize(tagName: string, attribs: Record<string, string>) {
  const bounded = Object.entries(attribs).filter(
    ([name, value]) => (name !== 'width' && name !== 'height') || /^\d{1,2}%$|^100%$/.test(value) || isWithin(value),
  )
  return { tagName, attribs: Object.fromEntries(bounded) }
}

function isWithin(value: string): boolean {
  return /^\d{1,3}$/.test(value) && Number(value) <= WIDEST
}
