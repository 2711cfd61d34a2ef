/** Gathers words into lines, as a reader of HTML sees them: white space once, blocks on lines of their own. */
export class TextWriter {
  readonly #lines: string[] = []
  /** Never looked into while it grows: that would copy all of it each time. */
  #line = ''
  #endsInBlank = true
  /** Stands before the next words of the line: the mark of a list's item. */
  #mark = ''

  write(text: string): void {
    const words = text.replace(/\s+/g, ' ')
    this.#append(this.#endsInBlank ? words.replace(/^ /, '') : words)
  }

  /** A blank between what stands on the line and what follows. */
  separate(): void {
    this.write(' ')
  }

  endLine(): void {
    if (this.#line.trim() !== '') this.breakLine()
  }

  /** Ends the line, empty or not. */
  breakLine(): void {
    this.#lines.push(this.#line.trimEnd())
    this.#line = ''
    this.#endsInBlank = true
  }

  endParagraph(): void {
    this.endLine()
    if (this.#mark === '' && this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('')
  }

  startItem(mark: string): void {
    this.endLine()
    this.#mark = mark
  }

  writeLine(line: string): void {
    this.endLine()
    this.#lines.push(line)
  }

  end(): string {
    this.breakLine()
    return this.#lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+|\n+$/g, '')
  }

  #append(words: string): void {
    if (words === '') return
    this.#line += this.#line === '' ? this.#mark + words : words
    this.#mark = ''
    this.#endsInBlank = words.endsWith(' ')
  }
}
