import {
  changedCells,
  hasErrors,
  planAddressFile,
  readAddressFile,
  toCells,
  type AddressFileLine,
  type AddressSettings,
  type CellChange,
  type NamedKind,
  type PlannedLine,
  type Problem,
} from '@mailroom/core'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Refused, type Writes } from '../../graphql/write.js'
import { loadOrganisations } from '../organisation/organisation.read-model.js'
import { loadAddressFileFacts, type LoadedFacts } from './address-file-facts.read-model.js'
import type { ImportAddressesInput } from './address-file.type.js'
import { inPieces } from './in-pieces.js'
import { writeAddressFile } from './write-address-file.js'

/** Lines that are read or planned before others have their turn: a few milliseconds. */
const LINES_AT_ONCE = 50
/** Changes that an answer tells in full. */
const MOST_LINES = 200

/** What happens to the address of a line. */
export interface LineOutcome {
  readonly line: number
  readonly address: string
  readonly outcome: 'CREATED' | 'UPDATED'
  readonly changes: readonly CellChange[]
}

/** Where the header is, and what is wrong with a file as a whole. */
const HEADER = 1

/** What a file does, or would. */
export interface ImportOutcome {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly lineCount: number
  readonly lines: readonly LineOutcome[]
  readonly problems: readonly Problem[]
}

/** Imports of addresses: all of a file or nothing of it. */
export class AddressFileService {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
  ) {}

  /**
   * A dry run only reads, so that it holds up nobody's writes. So does the planning of an import: its unit looks whether
   * anything was written meanwhile, plans again where it was, and writes.
   */
  async import(scope: TenantScope, input: ImportAddressesInput): Promise<ImportOutcome> {
    const lines = await readLines(input.csv)
    const lineCount = lines.filter(({ line }) => line > HEADER).length
    const rows = this.database.read(scope)
    const last = await lastWriteOf(rows)
    const early = await planned(rows, lines, lineCount)
    if (input.dryRun) return early.outcome
    const { entity, problems } = await this.writes.run(scope, 'importEmailAddresses', input, async (uow) => {
      const isAsRead = (await lastWriteOf(uow)) === last
      const { plan, outcome, loaded } = isAsRead ? early : await planned(uow, lines, lineCount)
      if (hasErrors(outcome.problems)) throw new Refused(outcome.problems)
      await writeAddressFile(uow, plan, loaded)
      return { entity: outcome, problems: [] }
    })
    return entity ?? { created: 0, updated: 0, unchanged: 0, lineCount, lines: [], problems }
  }
}

/** Each write that a plan may depend on is audited in its unit: as long as this stays, nothing has changed. */
async function lastWriteOf(rows: TenantRows): Promise<number | null> {
  const found = await rows.first<{ sequence: number | null }>(
    sql`select max(sequence) as sequence from audit_entry where "organisationId" = ${rows.organisationId}`,
  )
  return found?.sequence ?? null
}

async function readLines(csv: string): Promise<AddressFileLine[]> {
  const lines: AddressFileLine[] = []
  for await (const line of inPieces(readAddressFile(csv), LINES_AT_ONCE)) lines.push(line)
  return lines
}

async function planned(rows: TenantRows, lines: readonly AddressFileLine[], lineCount: number) {
  const [organisation] = await loadOrganisations(rows, [rows.organisationId])
  if (!organisation) throw notFound()
  const loaded = await loadAddressFileFacts(rows, lines, organisation)
  const plan: PlannedLine[] = []
  for await (const line of inPieces(planAddressFile(lines, loaded.facts), LINES_AT_ONCE)) plan.push(line)
  return { plan, loaded, outcome: { ...summaryOf(plan, loaded), lineCount } }
}

function summaryOf(plan: readonly PlannedLine[], loaded: LoadedFacts): Omit<ImportOutcome, 'lineCount'> {
  const count = (outcome: PlannedLine['outcome']) => plan.filter((line) => line.outcome === outcome).length
  const addresses = new Map(plan.map(({ id, address }) => [id, address]))
  const addressOf = (id: string) => addresses.get(id) ?? loaded.addressOf(id) ?? ''
  const changing = plan.filter(({ outcome }) => outcome === 'CREATED' || outcome === 'UPDATED')
  return {
    created: count('CREATED'),
    updated: count('UPDATED'),
    unchanged: count('UNCHANGED'),
    lines: changing.slice(0, MOST_LINES).map((line) => outcomeOf(line, loaded, addressOf)),
    problems: plan.flatMap(({ problems }) => problems),
  }
}

function outcomeOf(planned: PlannedLine, { names }: LoadedFacts, addressOf: (id: string) => string): LineOutcome {
  const { line, address, outcome, before, after } = planned
  const nameOf = (kind: NamedKind, id: string) => names.nameOf(kind, id) ?? id
  const cellsOf = (settings: AddressSettings) => {
    const fromAddress = settings.fromAddressId === null ? null : addressOf(settings.fromAddressId)
    return toCells({ address, settings, fromAddress }, nameOf)
  }
  const changes = before && after ? changedCells(cellsOf(before), cellsOf(after)) : []
  return { line, address, outcome: outcome === 'CREATED' ? 'CREATED' : 'UPDATED', changes }
}
