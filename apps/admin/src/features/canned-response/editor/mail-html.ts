/** An attribute as the HTML has it, in its order. */
export type Attribute = readonly [name: string, value: string]

/** A node of the editor's document, in the library's own JSON. */
export interface NodeJson {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly NodeJson[]
  readonly text?: string
  readonly marks?: readonly MarkJson[]
}

/** One tag around text. */
export interface MarkJson {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
}

interface Element {
  readonly tag: string
  readonly attributes: readonly Attribute[]
  readonly children: (Element | string)[]
}

const VOID = new Set(['br', 'hr', 'img'])
const INLINE = new Set(['a', 'b', 'br', 'em', 'font', 'i', 'img', 'span', 'strong', 'u'])
const BLOCK = new Set(['div', 'hr', 'li', 'ol', 'p', 'table', 'tbody', 'td', 'th', 'tr', 'ul'])
const ATTRIBUTES = new Set(
  'style href title src alt width height color face size cellpadding cellspacing border colspan rowspan align valign'.split(
    ' ',
  ),
)
/** What no clean style has, so that showing one never asks anything of elsewhere nor leaves its place. */
const STYLE_THAT_ACTS = /url|position|[\\@]/i

const TOKEN = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)( ?\/)?>|([^<>]+)/y
const ATTRIBUTE = / ([a-z]+)="([^"<>]*)"/g
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
const BLANKS = /[ \t\n\r\f]+/g
const AROUND_BLOCKS = /[ \t\n\r\f]*(<\/?(?:br|div|hr|li|ol|p|table|tbody|td|th|tr|ul)(?: [^<>]*)?>)[ \t\n\r\f]*/g

/** HTML that the editor has no way to show. */
class Unshowable extends Error {}

/** The document of clean HTML; null: the editor cannot show it. Nothing but the tags and attributes above gets through. */
export function parseMailHtml(html: string): NodeJson | null {
  try {
    return { type: 'doc', content: toBlocks(readTree(html)) }
  } catch (reason) {
    if (reason instanceof Unshowable) return null
    throw reason
  }
}

/** Whether the editor would give clean HTML back as it is; blanks that no mail program shows do not count. */
export function keepsHtml(html: string): boolean {
  const document = parseMailHtml(html)
  return document !== null && squeeze(writeMailHtml(document)) === squeeze(html)
}

/** The document as clean HTML; without any content nothing. */
export function writeMailHtml({ content = [] }: NodeJson): string {
  const [only] = content
  const isEmpty = content.length === 1 && (only?.type === 'p' || only?.type === 'line') && !only.content?.length
  return isEmpty ? '' : writeBlocks(content)
}

function squeeze(html: string): string {
  return html
    .replace(BLANKS, ' ')
    .replace(AROUND_BLOCKS, '$1')
    .replace(/(<p(?: [^<>]*)?>)<\/p>/g, '$1<br /></p>')
    .trim()
}

function readTree(html: string): Element['children'] {
  const root: Element = { tag: '', attributes: [], children: [] }
  const open = [root]
  const tokens = new RegExp(TOKEN)
  while (tokens.lastIndex < html.length) {
    const token = tokens.exec(html)
    if (!token) throw new Unshowable()
    take(token, open)
  }
  if (open.length > 1) throw new Unshowable()
  return root.children
}

function take([, closing, tag = '', attributes = '', isVoid, text]: RegExpExecArray, open: Element[]): void {
  const parent = open.at(-1)!
  if (text !== undefined) parent.children.push(decode(text))
  else if (closing) {
    if (open.length === 1 || open.pop()?.tag !== tag || attributes) throw new Unshowable()
  } else {
    if (VOID.has(tag) !== Boolean(isVoid)) throw new Unshowable()
    const element = { tag, attributes: readAttributes(attributes), children: [] }
    parent.children.push(element)
    if (!isVoid) open.push(element)
  }
}

function readAttributes(source: string): readonly Attribute[] {
  const attributes = [...source.matchAll(ATTRIBUTE)].map(([, name, value]) => [name!, decode(value!)] as const)
  for (const [name, value] of attributes)
    if (!ATTRIBUTES.has(name) || (name === 'style' && STYLE_THAT_ACTS.test(value))) throw new Unshowable()
  return attributes
}

const decode = (text: string) => text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity]!)

const isBlock = (child: Element | string): child is Element => typeof child !== 'string' && BLOCK.has(child.tag)
const isBlank = (child: Element | string) => typeof child === 'string' && child.replace(BLANKS, '') === ''

/** Blocks, and a `line` for what stands between them. */
function toBlocks(children: Element['children']): NodeJson[] {
  const blocks: NodeJson[] = []
  let run: Element['children'] = []
  const flush = () => {
    if (!run.every(isBlank)) blocks.push(toTextBlock('line', run))
    run = []
  }
  for (const child of children) {
    if (!isBlock(child)) run.push(child)
    else {
      flush()
      blocks.push(toBlock(child))
    }
  }
  flush()
  return blocks.length > 0 ? blocks : [{ type: 'line' }]
}

function toBlock({ tag, attributes, children }: Element): NodeJson {
  const attrs = { attributes }
  if (tag === 'p') return { ...toTextBlock('p', children), attrs }
  if (tag === 'hr') return { type: 'hr', attrs }
  if (tag === 'div') return { type: 'div', attrs, content: toBlocks(children) }
  if (tag === 'ul' || tag === 'ol') return { type: tag, attrs, content: parts(children, ['li']).map(toHolder) }
  if (tag === 'table') return { type: 'table', attrs, content: parts(children, ['tbody', 'tr']).map(toRows) }
  throw new Unshowable()
}

/** The children, which must be of these tags; nothing else may stand between them. */
function parts(children: Element['children'], tags: readonly string[]): Element[] {
  const elements = children.filter((child): child is Element => typeof child !== 'string')
  const isKnown = elements.length > 0 && elements.every(({ tag }) => tags.includes(tag))
  if (!isKnown || !children.every((child) => typeof child !== 'string' || isBlank(child))) throw new Unshowable()
  return elements
}

function toRows({ tag, attributes, children }: Element): NodeJson {
  const attrs = { attributes }
  return tag === 'tbody'
    ? { type: 'tbody', attrs, content: parts(children, ['tr']).map(toRows) }
    : { type: 'tr', attrs, content: parts(children, ['td', 'th']).map(toHolder) }
}

/** An entry of a list, or a cell. */
const toHolder = ({ tag, attributes, children }: Element): NodeJson => ({
  type: tag,
  attrs: { attributes },
  content: toBlocks(children),
})

/** Text in one line. A paragraph with nothing but a line break is an empty one. */
function toTextBlock(type: 'p' | 'line', children: Element['children']): NodeJson {
  const content = trim(toInline(children, []))
  const isEmpty = content.length === 0 || (type === 'p' && content.length === 1 && isBare(content[0]!))
  return isEmpty ? { type } : { type, content }
}

const isBare = ({ type, marks }: NodeJson) => type === 'br' && !marks?.length

function toInline(children: Element['children'], marks: readonly MarkJson[]): NodeJson[] {
  return children.flatMap((child): NodeJson[] => {
    if (typeof child === 'string') return [{ type: 'text', text: child.replace(BLANKS, ' '), marks }]
    const { tag, attributes } = child
    if (!INLINE.has(tag)) throw new Unshowable()
    if (VOID.has(tag)) return [{ type: tag, attrs: { attributes }, marks }]
    return toInline(child.children, [...marks, { type: 'tag', attrs: { name: tag, attributes } }])
  })
}

/** Without the blanks beside line breaks and at both ends, which nobody sees. */
function trim(nodes: readonly NodeJson[]): NodeJson[] {
  const breaks = (at: number) => !nodes[at] || nodes[at].type === 'br'
  return nodes
    .map((node, at) => {
      if (node.text === undefined) return node
      const started = breaks(at - 1) ? node.text.replace(/^ /, '') : node.text
      return { ...node, text: breaks(at + 1) ? started.replace(/ $/, '') : started }
    })
    .filter((node) => node.text !== '')
}

/** Lines beside each other are written as blocks of their own, or they would run together. */
function writeBlocks(nodes: readonly NodeJson[]): string {
  const isLine = (at: number) => nodes[at]?.type === 'line'
  return nodes
    .map((node, at) => {
      if (node.type !== 'line') return writeBlock(node)
      const text = writeInline(node.content ?? [])
      return isLine(at - 1) || isLine(at + 1) ? `<div>${text || '<br />'}</div>` : text
    })
    .join('')
}

function writeBlock({ type, attrs, content = [] }: NodeJson): string {
  const open = `<${type}${writeAttributes(attrs)}`
  if (type === 'hr') return `${open} />`
  const inside = type === 'p' ? writeInline(content) || '<br />' : writeBlocks(content)
  return `${open}>${inside}</${type}>`
}

function writeInline(nodes: readonly NodeJson[]): string {
  let open: readonly MarkJson[] = []
  let html = ''
  for (const node of [...nodes, undefined]) {
    const marks = node?.marks ?? []
    const kept = open.findIndex((mark, at) => !isSame(mark, marks[at]))
    const common = kept < 0 ? open.length : kept
    html += open.slice(common).toReversed().map(closeTag).join('') + marks.slice(common).map(openTag).join('')
    if (node) html += node.text === undefined ? `<${node.type}${writeAttributes(node.attrs)} />` : escape(node.text)
    open = marks
  }
  return html
}

const isSame = (one: MarkJson, other: MarkJson | undefined) => JSON.stringify(one) === JSON.stringify(other)
const openTag = ({ attrs }: MarkJson) => `<${String(attrs?.['name'])}${writeAttributes(attrs)}>`
const closeTag = ({ attrs }: MarkJson) => `</${String(attrs?.['name'])}>`

function writeAttributes(attrs: NodeJson['attrs']): string {
  const attributes = (attrs?.['attributes'] ?? []) as readonly Attribute[]
  return attributes.map(([name, value]) => ` ${name}="${escape(value).replace(/"/g, '&quot;')}"`).join('')
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
