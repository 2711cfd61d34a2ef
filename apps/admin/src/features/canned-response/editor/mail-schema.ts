import { Schema, type Attrs, type DOMOutputSpec, type NodeSpec } from 'prosemirror-model'
import type { Attribute } from './mail-html'

/** Attributes that mean something here; where an image comes from is asked of nobody. */
const SHOWN = new Set(
  'style title width height color face size cellpadding cellspacing border colspan rowspan align valign'.split(' '),
)

const attributesOf = (attrs: Attrs) => attrs['attributes'] as readonly Attribute[]
const shown = (attrs: Attrs) => Object.fromEntries(attributesOf(attrs).filter(([name]) => SHOWN.has(name)))
const valueOf = (attrs: Attrs, wanted: string) => attributesOf(attrs).find(([name]) => name === wanted)?.[1] ?? ''

const ATTRS = { attributes: { default: [] as readonly Attribute[] } }

function element(tag: string, spec: NodeSpec): NodeSpec {
  return {
    attrs: ATTRS,
    toDOM: ({ attrs }) => [tag, shown(attrs), ...(spec.content ? [0] : [])] as DOMOutputSpec,
    ...spec,
  }
}

/** A grey word in place of an image: nothing is loaded from elsewhere. */
const image = (attrs: Attrs): DOMOutputSpec => [
  'span',
  { class: 'image', role: 'img', 'aria-label': valueOf(attrs, 'alt') },
  valueOf(attrs, 'alt') || '–',
]

const link = (attrs: Attrs): DOMOutputSpec => {
  const href = valueOf(attrs, 'href')
  return ['a', { ...(/^(?:https:|mailto:|tel:)/i.test(href) && { href }), title: href, rel: 'noreferrer' }, 0]
}

/** Mirrors what clean HTML of a mail has. `line`: text without a block of its own; `tag`: any tag around text. */
export const mailSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    p: element('p', { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }] }),
    line: {
      content: 'inline*',
      group: 'block',
      toDOM: () => ['div', { class: 'line' }, 0],
      parseDOM: [{ tag: 'div.line' }],
    },
    div: element('div', { content: 'block+', group: 'block' }),
    ul: element('ul', { content: 'li+', group: 'block' }),
    ol: element('ol', { content: 'li+', group: 'block' }),
    // Bare text first: that is what people's lists have.
    li: element('li', { content: '(line | block)+', defining: true }),
    table: element('table', { content: '(tbody | tr)+', group: 'block', isolating: true }),
    tbody: element('tbody', { content: 'tr+' }),
    tr: element('tr', { content: '(td | th)+' }),
    td: element('td', { content: 'block+', isolating: true }),
    th: element('th', { content: 'block+', isolating: true }),
    hr: element('hr', { group: 'block' }),
    text: { group: 'inline' },
    br: element('br', {
      inline: true,
      group: 'inline',
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: 'br' }],
    }),
    img: { attrs: ATTRS, inline: true, group: 'inline', draggable: true, toDOM: ({ attrs }) => image(attrs) },
  },
  marks: {
    tag: {
      attrs: { name: {}, ...ATTRS },
      excludes: '',
      toDOM: ({ attrs }) => (attrs['name'] === 'a' ? link(attrs) : [String(attrs['name']), shown(attrs), 0]),
    },
  },
})
