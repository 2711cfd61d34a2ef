import type { Attributes, IOptions } from 'sanitize-html'

/** Rises with every change of the policy: what was cleaned by an older one is cleaned again. */
export const POLICY_VERSION = 2

const DEEPEST = 50

const COLOUR = /^(?:#(?:[0-9a-f]{3}){1,2}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)|[a-z]{3,20})$/i
const LENGTH = '(?:0|\\d{1,2}(?:\\.\\d{1,2})?(?:px|pt|%)|\\d(?:\\.\\d{1,2})?em)'
const FAMILY = '[\\p{L}\\p{N}\\s,\'"-]{1,200}'
const LENGTHS = new RegExp(`^${LENGTH}(?:\\s+${LENGTH}){0,3}$`)
const SIZE = new RegExp(`^(?:${LENGTH}|1\\d\\d%|(?:x{0,2}-)?(?:small|large)|medium|smaller|larger)$`)
const BORDER = /^(?:\d(?:px)?\s+)?(?:none|solid|dashed|dotted|double)(?:\s+(?:#(?:[0-9a-f]{3}){1,2}|[a-z]{3,20}))?$/i
const WIDTH = /^(?:(?:[1-7]?\d{1,2}|800)px|(?:\d{1,2}|100)%)$/
const FONT = new RegExp(`^(?:(?:normal|italic|bold|[1-9]00)\\s+){0,3}${LENGTH}(?:/${LENGTH})?\\s+${FAMILY}$`, 'u')

const STYLES = {
  color: [COLOUR],
  'background-color': [COLOUR],
  font: [FONT],
  'font-family': [new RegExp(`^${FAMILY}$`, 'u')],
  'font-size': [SIZE],
  'font-weight': [/^(?:normal|bold|[1-9]00)$/],
  'font-style': [/^(?:normal|italic)$/],
  'text-align': [/^(?:left|right|center|justify)$/],
  'text-decoration': [/^(?:none|underline|line-through)$/],
  'line-height': [/^\d(?:\.\d{1,2})?$/, new RegExp(`^(?:${LENGTH}|1\\d\\d%)$`)],
  ...repeated(['padding', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left'], LENGTHS),
  ...repeated(['border', 'border-top', 'border-right', 'border-bottom', 'border-left'], BORDER),
  'border-collapse': [/^(?:collapse|separate)$/],
  width: [WIDTH],
}

const COUNT = /^\d{1,2}$/
const EXTENT = /^(?:\d{1,2}%|100%|\d{1,2}|[1-7]\d\d|800)$/
const ALIGN = /^(?:left|right|center|justify)$/i
const CLEAN = '(?!.*[\\u0000-\\u001f\\u007f-\\u009f])'
const LINK = new RegExp(`^${CLEAN}(?:https://[^/?#\\\\\\s]|mailto:|tel:)`, 'is')
const SOURCE = new RegExp(`^${CLEAN}(?:https://[^/?#\\\\\\s]|cid:)`, 'is')
const ANY = /^/
const CELL = {
  width: EXTENT,
  height: EXTENT,
  colspan: COUNT,
  rowspan: COUNT,
  align: ALIGN,
  valign: /^(?:top|middle|bottom|baseline)$/i,
}

/** Attributes that stay, with what their values must be; `style` is looked at property by property. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  a: { href: LINK, title: ANY },
  font: { color: COLOUR, face: new RegExp(`^${FAMILY}$`, 'u'), size: /^[+-]?[1-7]$/ },
  img: { src: SOURCE, alt: ANY, width: EXTENT, height: EXTENT },
  table: { width: EXTENT, cellpadding: COUNT, cellspacing: COUNT, border: COUNT },
  td: CELL,
  th: CELL,
}

const BLOCKS =
  'address article aside blockquote center dd dl dt figure footer h1 h2 h3 h4 h5 h6 header main nav pre section'

/** Tags that become others: the text of blocks must not run together. */
export const BECOMES: ReadonlyMap<string, string> = new Map([
  ...BLOCKS.split(' ').map((tag) => [tag, 'div'] as const),
  ['thead', 'tbody'],
  ['tfoot', 'tbody'],
])

/** What is never text to read. */
const UNSEEN = 'script style textarea option xmp title noscript noembed noframes iframe template'

/** What is left of HTML: plain formatting, links and images that lead to nothing but https, mail, telephones and parts of the mail. */
export const POLICY: IOptions = {
  allowedTags: [
    ...['a', 'b', 'br', 'div', 'em', 'font', 'hr', 'i', 'img', 'li', 'ol', 'p', 'span', 'strong'],
    ...['table', 'tbody', 'td', 'th', 'tr', 'u', 'ul'],
  ],
  allowedAttributes: {
    '*': ['style'],
    ...Object.fromEntries(Object.entries(ATTRIBUTES).map(([tag, allowed]) => [tag, Object.keys(allowed)])),
  },
  allowedStyles: { '*': STYLES },
  allowedSchemes: ['https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https', 'cid'] },
  allowProtocolRelative: false,
  nestingLimit: DEEPEST,
  nonTextTags: UNSEEN.split(' '),
  transformTags: {
    ...Object.fromEntries(BECOMES),
    ...Object.fromEntries(Object.keys(ATTRIBUTES).map((tag) => [tag, keepAllowed])),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs['src'],
}

function keepAllowed(tagName: string, attribs: Attributes) {
  const allowed = new Map(Object.entries(ATTRIBUTES[tagName] ?? {}))
  const kept = Object.entries(attribs).filter(
    ([name, value]) => name === 'style' || allowed.get(name)?.test(value.trim()),
  )
  return { tagName, attribs: Object.fromEntries(kept) }
}

function repeated(properties: readonly string[], pattern: RegExp): Record<string, RegExp[]> {
  return Object.fromEntries(properties.map((property) => [property, [pattern]]))
}
