import { error, type Problem } from '../problem.js'
import { placeOf } from './bulk-path.js'
import type { AddressFacts } from './facts.js'
import { ADDRESS_LIMITS } from './limits.js'
import { parseAddress } from './parse-address.js'
import type { AddressDraft, AddressSettings } from './types.js'

/** One of several addresses that get the same change, as it is stored. */
export interface StoredAddress {
  readonly id: string
  readonly address: string
  readonly version: number
  readonly settings: AddressSettings
}

/** An address that shall be changed, as its caller has seen it. */
export interface SeenVersion {
  readonly id: string
  readonly expectedVersion: number
}

/** The facts of a write of several addresses: what differs from address to address is not among them. */
export type BulkFacts = Omit<AddressFacts, 'self'>

/** What a change of several addresses comes to. */
export interface BulkPlan {
  /** Settings after the change, in the order asked for; undefined where it is refused for that address. */
  readonly settings: readonly (AddressSettings | undefined)[]
  /** By path below `addresses` and the place in the order asked for: `["addresses", "17", "routing", "queue", "queueId"]`. */
  readonly problems: readonly Problem[]
}

/** OUT_OF_RANGE unless 1 to 200 addresses are asked for, NOT_UNIQUE for one that is asked for twice. */
export function checkBulk(asked: readonly SeenVersion[]): Problem[] {
  return checkIds(
    asked.map(({ id }) => id),
    ['addresses'],
    ['id'],
  )
}

/** The same of a list that has ids alone, at `ids`. */
export function checkBulkIds(ids: readonly string[]): Problem[] {
  return checkIds(ids, ['ids'])
}

function checkIds(ids: readonly string[], list: readonly string[], below: readonly string[] = []): Problem[] {
  const { bulkMin: min, bulkMax: max } = ADDRESS_LIMITS
  const found = ids.length
  if (found < min || found > max) return [error('OUT_OF_RANGE', list, { min, max, found })]
  const first = new Map(ids.map((id, index) => [id, index] as const).reverse())
  return ids.flatMap((id, index) =>
    first.get(id) === index ? [] : [error('NOT_UNIQUE', [...list, String(index), ...below])],
  )
}

/**
 * One change of several addresses, each checked as a change of it alone (R-ADR-2 to R-ADR-12): what the draft leaves out
 * stays as that address has it. `stored` in the order of `asked`. Problems by path, STALE_VERSION among them.
 */
export function planBulk(
  draft: AddressDraft,
  asked: readonly SeenVersion[],
  stored: readonly StoredAddress[],
  facts: BulkFacts,
): BulkPlan {
  const results = stored.map(({ id, address, version, settings }, index) => {
    if (asked[index]?.expectedVersion !== version)
      return { ok: false as const, problems: [error('STALE_VERSION', ['expectedVersion'])] }
    return parseAddress(draft, settings, { ...facts, self: { id, address } })
  })
  return {
    settings: results.map((result) => (result.ok ? result.value : undefined)),
    problems: results.flatMap(({ problems }, index) =>
      problems.map((problem) => ({ ...problem, path: [...placeOf(index), ...problem.path] })),
    ),
  }
}
