import { domainOf, parseAddressSpec, reachedKeys } from '../address/mailbox.js'
import { parseAddress } from '../address/parse-address.js'
import { toDraft } from '../address/to-draft.js'
import { changedSettings, turnsOff } from '../address/turns-off.js'
import type { AddressFacts, FromAddressFact } from '../address/facts.js'
import { ADDRESS_DEFAULTS, type AddressDraft, type AddressSettings } from '../address/types.js'
import { checkEmailEdition, type Edition } from '../organisation/editions.js'
import { checkLimit, type Limits } from '../organisation/limits.js'
import { error, hasErrors, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { inLine } from './column-of.js'
import { fromCells, toMailbox, type FileLookups } from './from-cells.js'
import { fromListCell } from './list-cell.js'
import { atLine, type AddressFileLine } from './read-address-file.js'

/** A domain of the organisation. */
export interface FileDomainFact {
  readonly id: string
  readonly addressCount: number
  readonly canSend: boolean
}

/** What only the server knows of what a file of addresses speaks of. */
export interface AddressFileFacts extends Required<
  Pick<AddressFacts, 'response' | 'flow' | 'fromAddress' | 'isOwnAddress' | 'isOwnDomain'>
> {
  readonly edition: Edition
  readonly limits: Limits
  idOf: FileLookups['idOf']
  /** A domain by its A-label name. */
  domain(name: string): FileDomainFact | undefined
  /** An address that is there, by its key (R-ADR-1). */
  stored(key: string): { readonly id: string; readonly settings: AddressSettings } | undefined
  /** For an address that the file makes. */
  newId(): string
}

/** What a line of a file does to the organisation. */
export interface PlannedLine {
  readonly line: number
  /** As written; empty where the line as a whole is wrong. */
  readonly address: string
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REFUSED'
  readonly id: string
  readonly domainId: string
  readonly localPart: string
  /** Null: there is no such address yet. */
  readonly before: AddressSettings | null
  /** Null where refused. */
  readonly after: AddressSettings | null
  readonly problems: readonly Problem[]
}

/** A line whose address can be one of the organisation's. */
interface Target {
  readonly id: string
  readonly address: string
  readonly domain: FileDomainFact
  readonly before: AddressSettings | null
}

/**
 * What a file of addresses does, line by line, so that a long one can be planned in pieces: makes the addresses that are
 * not there, changes those that are, deletes none. Everything of a line is checked as a write of that address is
 * (R-ADR-1 to R-ADR-9, R-ORG-1, R-ORG-2); a From address may be one that another line makes (R-ADR-3). Limits count the
 * whole file, and are told at the first line beyond.
 */
export function* planAddressFile(
  lines: readonly AddressFileLine[],
  facts: AddressFileFacts,
): Generator<PlannedLine, void, undefined> {
  const plan = new AddressFilePlan(lines, facts)
  for (const line of lines) yield plan.of(line)
}

/** The key of the address that a cell names (R-ADR-1); undefined: it is no address. */
export function keyOfCell(cell: string): string | undefined {
  const parsed = parseAddressSpec(cell, [])
  return parsed.ok ? parsed.value.toLowerCase() : undefined
}

/** Keys of the inbound addresses that hidden recipients of a cell may be: also without the part after `+` (R-IN-1). */
export function keysOfBccCell(cell: string): string[] {
  return fromListCell(cell).flatMap((text) => {
    const key = keyOfCell(toMailbox(text).address)
    return key === undefined ? [] : reachedKeys(key)
  })
}

class AddressFilePlan {
  private readonly lineOf = new Map<string, number>()
  private readonly targets = new Map<string, Target>()
  private readonly made = new Map<string, FromAddressFact>()
  private readonly added = new Map<string, number>()
  private toldEdition = false

  constructor(
    lines: readonly AddressFileLine[],
    private readonly facts: AddressFileFacts,
  ) {
    for (const { line, address } of lines) if (address !== null) this.enter(line, address)
  }

  of({ line, cells, address, problems }: AddressFileLine): PlannedLine {
    if (!cells) return refused(line, '', problems)
    const { draft, problems: wrong } = fromCells(line, cells, { idOf: this.facts.idOf, addressIdOf: this.addressIdOf })
    const known = address === null ? problems : [...problems, ...this.ownProblems(line, address)]
    const target = address === null || hasErrors(known) ? undefined : this.targets.get(address.toLowerCase())
    if (target) return this.check(line, target, draft, [...known, ...wrong, ...this.limit(line, target)])
    const { problems: others } = parseAddress(draft, ADDRESS_DEFAULTS, this.factsOf())
    return refused(line, cells.address, [...known, ...wrong, ...others.map((problem) => inLine(problem, line))])
  }

  /** Who is where in the file, before any line is looked at. */
  private enter(line: number, address: string): void {
    const key = address.toLowerCase()
    if (this.lineOf.has(key)) return
    this.lineOf.set(key, line)
    const domain = this.facts.domain(domainOf(key))
    if (!domain) return
    const stored = this.facts.stored(key)
    const id = stored?.id ?? this.facts.newId()
    this.targets.set(key, { id, address, domain, before: stored?.settings ?? null })
    this.made.set(id, { address, domain: domainOf(key), canSend: domain.canSend })
  }

  private ownProblems(line: number, address: string): Problem[] {
    const path = atLine(line, 'address')
    const first = this.lineOf.get(address.toLowerCase())!
    if (first !== line) return [error('CSV_ADDRESS_TWICE', path, { line: first })]
    const name = domainOf(address)
    return this.facts.domain(name) ? [] : [error('REFERENCE_NOT_FOUND', path, { type: 'EmailDomain', id: name })]
  }

  private readonly addressIdOf = (text: string): string | undefined => {
    const key = keyOfCell(text)
    if (key === undefined) return undefined
    return this.targets.get(key)?.id ?? this.facts.stored(key)?.id
  }

  private check(line: number, target: Target, draft: AddressDraft, found: readonly Problem[]): PlannedLine {
    const { id, address, domain, before } = target
    const localPart = address.slice(0, address.lastIndexOf('@'))
    const plan = { line, address, id, domainId: domain.id, localPart, before }
    const own = draft.fromAddressId === id ? { ...draft, fromAddressId: null } : draft
    if (before && found.length === 0 && isSame(own, before))
      return { ...plan, outcome: 'UNCHANGED', after: before, problems: [] }
    const current = before ?? ADDRESS_DEFAULTS
    const parsed = parseAddress(own, current, this.factsOf({ id, address }))
    const problems = [...found, ...parsed.problems.map((problem) => inLine(problem, line))]
    if (!parsed.ok || hasErrors(problems)) return { ...plan, outcome: 'REFUSED', after: null, problems }
    const isUnchanged = before !== null && changedSettings(before, parsed.value).length === 0
    if (isUnchanged) return { ...plan, outcome: 'UNCHANGED', after: before, problems: [] }
    const edition = this.edition(before, parsed.value)
    const outcome = edition.length > 0 ? 'REFUSED' : before ? 'UPDATED' : 'CREATED'
    return { ...plan, outcome, after: parsed.value, problems: [...problems, ...edition] }
  }

  private factsOf(self?: { readonly id: string; readonly address: string }): AddressFacts {
    const { facts } = this
    return {
      ...facts,
      ...(self ? { self } : {}),
      bccLimit: facts.limits.bccPerAddress,
      fromAddress: (other) => this.made.get(other) ?? facts.fromAddress(other),
      isOwnAddress: (key) => this.targets.has(key) || facts.isOwnAddress(key),
    }
  }

  /** R-ORG-2, once a domain: the first line that is one too many. */
  private limit(line: number, { domain, before }: Target): Problem[] {
    if (before) return []
    const added = this.added.get(domain.id) ?? 0
    this.added.set(domain.id, added + 1)
    const { addressesPerDomain } = this.facts.limits
    const isFirst = domain.addressCount + added === Math.max(addressesPerDomain, domain.addressCount)
    return isFirst
      ? checkLimit('addressesPerDomain', addressesPerDomain, domain.addressCount + added, atLine(line, 'address'))
      : []
  }

  /** R-ORG-1, once a file. */
  private edition(before: AddressSettings | null, after: AddressSettings): readonly Problem[] {
    if (before && turnsOff(before, after)) return []
    const problems = checkEmailEdition(this.facts.edition)
    const told = this.toldEdition
    this.toldEdition = true
    return told ? [] : problems
  }
}

function refused(line: number, address: string, problems: readonly Problem[]): PlannedLine {
  const nothing = { id: '', domainId: '', localPart: '', before: null, after: null }
  return { line, address: excerpt(address), outcome: 'REFUSED', ...nothing, problems }
}

/** Whether the line says what is stored already; it is not checked again then. */
function isSame(draft: AddressDraft, before: AddressSettings): boolean {
  return JSON.stringify(draft) === JSON.stringify(toDraft(before))
}
