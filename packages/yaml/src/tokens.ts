import { CONFIGURATION_LIMITS } from '@mailroom/core'
import { CST, Lexer, Parser, type LineCounter } from 'yaml'
import { Mistake } from './mistake.js'

/** An address with all its settings has about fifty: this is thirty thousand of them. */
const LEXEMES_AT_MOST = 1_500_000

/** What the text is made of; throws `Mistake` where that is too much or nests too deep, before much is made of it. */
export function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  const limits = new Limits()
  for (const lexeme of new Lexer().lex(text)) {
    limits.check(lexeme, parser.offset)
    yield* parser.next(lexeme)
  }
  yield* parser.end()
}

type LexemeType = ReturnType<typeof CST.tokenType>

const OPENING: readonly LexemeType[] = ['flow-seq-start', 'flow-map-start']
const CLOSING: readonly LexemeType[] = ['flow-seq-end', 'flow-map-end']
const NESTING: readonly LexemeType[] = ['seq-item-ind', 'explicit-key-ind']

/** Counts what a text has had so far. */
class Limits {
  #lexemes = 0
  #open = 0
  #onLine = 0

  check(lexeme: string, offset: number): void {
    if (++this.#lexemes > LEXEMES_AT_MOST) throw new Mistake('TOO_LONG_TO_READ', offset)
    const type = CST.tokenType(lexeme)
    if (type === 'newline') this.#onLine = 0
    else if (OPENING.includes(type)) this.#open++
    else if (CLOSING.includes(type)) this.#open--
    else if (NESTING.includes(type)) this.#onLine++
    if (Math.max(this.#open, this.#onLine) > CONFIGURATION_LIMITS.depth) throw new Mistake('TOO_DEEP', offset)
  }
}
