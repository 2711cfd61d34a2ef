import type { AddressSettings, Mailbox } from '../address/types.js'
import { csvLine } from './cells.js'
import { ADDRESS_COLUMNS, type AddressCells, type AddressColumn } from './columns.js'
import { toListCell } from './list-cell.js'

/** What a file of addresses calls things instead of their ids. */
export type NamedKind = 'Queue' | 'Skill' | 'Language' | 'Flow' | 'CannedResponse'

/** An address as a file has it. */
export interface FiledAddress {
  readonly address: string
  readonly settings: AddressSettings
  /** The address that mail is sent from; null: itself (R-ADR-3). */
  readonly fromAddress: string | null
}

type NameOf = (kind: NamedKind, id: string) => string

/** The first line of a file of addresses. */
export function addressFileHeader(columns: readonly AddressColumn[] = ADDRESS_COLUMNS): string {
  return csvLine(columns)
}

/** The line of an address. */
export function addressFileLine(
  address: FiledAddress,
  nameOf: NameOf,
  columns: readonly AddressColumn[] = ADDRESS_COLUMNS,
): string {
  const cells = toCells(address, nameOf)
  return csvLine(columns.map((column) => (column === 'priority' ? numberOf(cells.priority) : cells[column])))
}

/** An address by column: names instead of ids, empty what it has not got. */
export function toCells({ address, settings, fromAddress }: FiledAddress, nameOf: NameOf): AddressCells {
  const { routing, spamRouting, signature } = settings
  return {
    address,
    fromName: settings.fromName ?? '',
    fromAddress: fromAddress ?? '',
    replyTo: settings.replyTo ?? '',
    bcc: toListCell(settings.bcc.map(toMailboxText)),
    routing: routing.kind,
    ...toQueueCells(routing, nameOf),
    flow: routing.kind === 'FLOW' ? nameOf('Flow', routing.flowId) : '',
    spam: spamRouting.kind,
    spamFlow: spamRouting.kind === 'FLOW' ? nameOf('Flow', spamRouting.flowId) : '',
    signature: signature ? nameOf('CannedResponse', signature.responseId) : '',
    placement: signature?.placement ?? '',
    frequency: signature?.frequency ?? '',
    history: settings.history,
    multipleActions: settings.multipleActions ? 'TRUE' : 'FALSE',
  }
}

function toQueueCells(routing: AddressSettings['routing'], nameOf: NameOf) {
  if (routing.kind !== 'QUEUE') return { queue: '', skills: '', language: '', priority: '' }
  const { queueId, skillIds, languageId, priority } = routing
  return {
    queue: nameOf('Queue', queueId),
    skills: toListCell(skillIds.map((id) => nameOf('Skill', id)).sort()),
    language: languageId === null ? '' : nameOf('Language', languageId),
    priority: String(priority),
  }
}

function toMailboxText({ address, name }: Mailbox): string {
  return name === null ? address : `${name} <${address}>`
}

/** A negative priority is a number to a spreadsheet, and no formula. */
function numberOf(cell: string): number | null {
  return cell === '' ? null : Number(cell)
}
