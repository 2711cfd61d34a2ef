import { decodeEntities } from './entities.js'
import { linkTarget } from './link-target.js'
import { TextWriter } from './text-writer.js'

// Each alternative takes all that it has looked at, closed or not: the time is linear in the length.
const TOKEN =
  /<!--[^]*?(?:-->|$)|<(head|style|script|title)\b[^]*?(?:<\/\1\b[^<>]*>?|$)|<(\/?)([a-z][a-z\d]*)([^<>]*)>?|<[/!?][^<>]*>?|((?:[^<]|<(?![a-z/!?]))+)/gi
const BLOCK = /^(?:div|tr|table|dl|dt|dd|blockquote|pre|section|article|header|footer|address|center|form)$/
const PARAGRAPH = /^(?:p|h[1-6])$/

/** Whether targets of links stand behind their words. */
interface TextOptions {
  readonly links?: boolean
}

/**
 * Plain text of HTML: for the text part of a mail, with the targets of its links; without them for conditions on a mail's
 * body. Not for making HTML safe. Takes time linear in the length, whatever the HTML.
 */
export function htmlToText(html: string, { links = true }: TextOptions = {}): string {
  const reader = new HtmlReader(links)
  for (const [, , closing, name, attributes = '', text] of html.matchAll(TOKEN)) {
    if (text !== undefined) reader.text(decodeEntities(text))
    else if (name !== undefined && closing) reader.close(name.toLowerCase())
    else if (name !== undefined) reader.open(name.toLowerCase(), attributes)
  }
  return reader.end()
}

/** Turns tags and text into lines. */
class HtmlReader {
  readonly #writer = new TextWriter()
  /** Number of the next item of each list that is open; undefined in one without numbers. */
  readonly #lists: (number | undefined)[] = []
  #link: { readonly target: string; text: string } | undefined

  constructor(private readonly showsLinks: boolean) {}

  text(text: string): void {
    this.#writer.write(text)
    if (this.#link) this.#link.text += text
  }

  open(name: string, attributes: string): void {
    if (name === 'br') this.#writer.breakLine()
    else if (name === 'hr') this.#writer.writeLine('---')
    else if (name === 'li') this.#openItem()
    else if (name === 'td' || name === 'th') this.#writer.separate()
    else if (name === 'img') this.text(attributeOf(attributes, 'alt'))
    else if (name === 'a') this.#openLink(attributes)
    else if (name === 'ul' || name === 'ol') this.#openList(name)
    else this.#separateBlock(name)
  }

  close(name: string): void {
    if (name === 'a') this.#closeLink()
    else if (name === 'li') this.#writer.endLine()
    else if (name === 'ul' || name === 'ol') this.#closeList()
    else this.#separateBlock(name)
  }

  end(): string {
    this.#closeLink()
    return this.#writer.end()
  }

  #separateBlock(name: string): void {
    if (PARAGRAPH.test(name)) this.#writer.endParagraph()
    else if (BLOCK.test(name)) this.#writer.endLine()
  }

  #openList(name: 'ul' | 'ol'): void {
    this.#separateList()
    this.#lists.push(name === 'ol' ? 1 : undefined)
  }

  #closeList(): void {
    this.#lists.pop()
    this.#separateList()
  }

  /** A list in a list goes on without an empty line. */
  #separateList(): void {
    if (this.#lists.length === 0) this.#writer.endParagraph()
    else this.#writer.endLine()
  }

  #openItem(): void {
    const number = this.#lists.at(-1)
    if (number !== undefined) this.#lists[this.#lists.length - 1] = number + 1
    const depth = Math.min(Math.max(this.#lists.length - 1, 0), 8)
    this.#writer.startItem(`${'  '.repeat(depth)}${number === undefined ? '-' : `${number}.`} `)
  }

  #openLink(attributes: string): void {
    this.#closeLink()
    if (this.showsLinks) this.#link = { target: attributeOf(attributes, 'href'), text: '' }
  }

  #closeLink(): void {
    const link = this.#link
    this.#link = undefined
    const target = link && linkTarget(link.target, link.text)
    if (target) this.#writer.write(link.text.trim() === '' ? target : ` (${target})`)
  }
}

const ATTRIBUTE = /(?<![a-z-])([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi

function attributeOf(attributes: string, name: string): string {
  for (const [, found, double, single, bare] of attributes.matchAll(ATTRIBUTE))
    if (found?.toLowerCase() === name) return decodeEntities(double ?? single ?? bare ?? '')
  return ''
}
