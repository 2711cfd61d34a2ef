import type { AddressDraft } from '../address/types.js'
import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { CELL_WORDS, NO, YES, type AddressCells, type AddressColumn } from './columns.js'
import { fromListCell } from './list-cell.js'
import { atLine } from './read-address-file.js'
import type { NamedKind } from './to-cells.js'

/** Finds things by what a file calls them; undefined: there is none. */
export interface FileLookups {
  idOf(kind: NamedKind, name: string): string | undefined
  /** Of an address in lower case: one that is there, or one that the file makes. */
  addressIdOf(key: string): string | undefined
}

/** Settings as a line says them: what it says wrongly is left out of the draft and among the problems. */
export interface LineDraft {
  readonly draft: AddressDraft
  readonly problems: readonly Problem[]
}

/**
 * The settings that a line says, all of them: an empty cell is the default or none. Problems by line and column:
 * CSV_WORD_UNKNOWN, CSV_CELL_UNUSED, CSV_CELL_ALONE, REQUIRED, INVALID, REFERENCE_NOT_FOUND.
 */
export function fromCells(line: number, cells: AddressCells, lookups: FileLookups): LineDraft {
  const reader = new CellReader(line, cells, lookups)
  const draft: AddressDraft = {
    fromName: cells.fromName.trim() || null,
    fromAddressId: reader.fromAddress(),
    replyTo: cells.replyTo.trim() || null,
    bcc: fromListCell(cells.bcc).map(toMailbox),
    routing: reader.routing(),
    spamRouting: reader.spamRouting(),
    signature: reader.signature(),
    history: reader.word('history') ?? (cells.history.trim() === '' ? 'AGENT_DECIDES' : undefined),
    multipleActions: reader.yes('multipleActions'),
  }
  return { draft, problems: reader.problems }
}

/** Unknown skills of a line, told one by one. */
const MOST_UNKNOWN = 10

class CellReader {
  readonly problems: Problem[] = []

  constructor(
    private readonly line: number,
    private readonly cells: AddressCells,
    private readonly lookups: FileLookups,
  ) {}

  /** A word of the column's list; undefined: the cell is empty, or has another. */
  word<C extends keyof typeof CELL_WORDS>(column: C): (typeof CELL_WORDS)[C][number] | undefined {
    const found = this.text(column)
    const words: readonly string[] = CELL_WORDS[column]
    const word = words.find((each) => each === found.toUpperCase())
    if (found !== '' && word === undefined) this.refuseWord(column, words)
    return word as (typeof CELL_WORDS)[C][number] | undefined
  }

  yes(column: AddressColumn): boolean | undefined {
    const found = this.text(column).toUpperCase()
    if (found === '' || NO.includes(found)) return false
    if (YES.includes(found)) return true
    this.refuseWord(column, [YES[0]!, NO[0]!])
    return undefined
  }

  fromAddress(): string | null | undefined {
    const found = this.text('fromAddress')
    if (found === '') return null
    const id = this.lookups.addressIdOf(found.toLowerCase())
    if (id === undefined) this.refuseReference('EmailAddress', found, 'fromAddress')
    return id
  }

  routing(): AddressDraft['routing'] {
    const kind = this.word('routing') ?? (this.text('routing') === '' ? 'NONE' : undefined)
    if (kind === undefined) return undefined
    const isToQueue = kind === 'QUEUE'
    if (!isToQueue) this.unused(['queue', 'skills', 'language', 'priority'], 'routing', 'QUEUE')
    if (kind !== 'FLOW') this.unused(['flow'], 'routing', 'FLOW')
    if (kind === 'NONE') return { none: true }
    return isToQueue ? this.queue() : this.flow('flow')
  }

  spamRouting(): AddressDraft['spamRouting'] {
    const kind = this.word('spam') ?? (this.text('spam') === '' ? 'DISCONNECT' : undefined)
    if (kind === 'FLOW') return this.flow('spamFlow')
    if (kind === undefined) return undefined
    this.unused(['spamFlow'], 'spam', 'FLOW')
    return { disconnect: true }
  }

  signature(): AddressDraft['signature'] {
    if (this.text('signature') === '') {
      for (const column of ['placement', 'frequency'] as const)
        if (this.text(column) !== '')
          this.problems.push(error('CSV_CELL_ALONE', atLine(this.line, column), { column: 'signature' }))
      return null
    }
    const responseId = this.named('CannedResponse', 'signature')
    const placement = this.word('placement')
    const frequency = this.word('frequency')
    for (const column of ['placement', 'frequency'] as const) if (this.text(column) === '') this.require(column)
    return responseId && placement && frequency ? { responseId, placement, frequency } : undefined
  }

  private queue(): AddressDraft['routing'] {
    const before = this.problems.length
    const queueId = this.named('Queue', 'queue')
    const skillIds = this.skills()
    const languageId = this.text('language') === '' ? null : this.named('Language', 'language')
    const priority = this.priority()
    if (this.problems.length > before || queueId === undefined || languageId === undefined) return undefined
    return { queue: { queueId, skillIds, languageId, priority } }
  }

  private skills(): string[] {
    const found = fromListCell(this.cells.skills).map((name) => ({ name, id: this.lookups.idOf('Skill', name) }))
    const unknown = [...found.entries()].filter(([, { id }]) => id === undefined).slice(0, MOST_UNKNOWN)
    for (const [index, { name }] of unknown) this.refuseReference('Skill', name, 'skills', String(index))
    return [...new Set(found.map(({ id }) => id ?? ''))].sort()
  }

  private priority(): number {
    const found = this.text('priority')
    if (!/^[+-]?\d{0,15}$/.test(found) || found === '+' || found === '-') this.add('INVALID', 'priority')
    return Number(found) || 0
  }

  private flow(column: 'flow' | 'spamFlow'): { flow: { flowId: string } } | undefined {
    const flowId = this.named('Flow', column)
    return flowId === undefined ? undefined : { flow: { flowId } }
  }

  private named(kind: NamedKind, column: AddressColumn): string | undefined {
    const name = this.text(column)
    if (name === '') return this.require(column)
    const id = this.lookups.idOf(kind, name)
    if (id === undefined) this.refuseReference(kind, name, column)
    return id
  }

  private text(column: AddressColumn): string {
    return this.cells[column].trim()
  }

  private require(column: AddressColumn): undefined {
    this.add('REQUIRED', column)
  }

  private add(code: 'REQUIRED' | 'INVALID', column: AddressColumn): void {
    this.problems.push(error(code, atLine(this.line, column)))
  }

  private unused(columns: readonly AddressColumn[], column: AddressColumn, value: string): void {
    for (const each of columns.filter((name) => this.text(name) !== ''))
      this.problems.push(error('CSV_CELL_UNUSED', atLine(this.line, each), { column, value }))
  }

  private refuseWord(column: AddressColumn, words: readonly string[]): void {
    const params = { found: excerpt(this.text(column)), of: words.join(', ') }
    this.problems.push(error('CSV_WORD_UNKNOWN', atLine(this.line, column), params))
  }

  private refuseReference(type: string, name: string, ...path: readonly string[]): void {
    this.problems.push(error('REFERENCE_NOT_FOUND', atLine(this.line, ...path), { type, id: excerpt(name) }))
  }
}

/** `Name <address>`, or the address alone. */
export function toMailbox(text: string): { address: string; name: string | null } {
  const named = /^(.*)<([^<>]*)>$/s.exec(text)
  return named ? { address: named[2]!.trim(), name: named[1]!.trim() || null } : { address: text, name: null }
}
