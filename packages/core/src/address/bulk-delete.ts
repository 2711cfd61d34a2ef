import { error, type Problem } from '../problem.js'
import type { SeenVersion } from './bulk.js'
import { placeOf } from './bulk-path.js'

/** Something that refers to an address (R-ADR-10). */
export interface AddressUse {
  /** The address that is referred to. */
  readonly addressId: string
  /** What refers to it. */
  readonly id: string
}

/** What a deletion of several addresses comes to. */
export interface DeletionPlan<U extends AddressUse> {
  /** By place in the order asked for: what keeps the address from being deleted. */
  readonly usedBy: readonly (readonly U[])[]
  /** By path below `addresses` and the place: `["addresses", "17"]`. */
  readonly problems: readonly Problem[]
}

/**
 * Several addresses that are deleted together, each as if the others that can be were deleted before it (R-ADR-10): one
 * that is the From of others goes if they go. Those that are each other's From in a circle stay, as they could not be
 * restored one after the other. `stored` in the order of `asked`. Problems: STALE_VERSION, IN_USE.
 */
export function planDeletion<U extends AddressUse>(
  asked: readonly SeenVersion[],
  stored: readonly { readonly id: string; readonly version: number }[],
  uses: readonly U[],
): DeletionPlan<U> {
  const others = uses.filter(({ addressId, id }) => addressId !== id)
  const usersOf = (of: string) => others.filter(({ addressId }) => addressId === of)
  const waitsFor = (id: string) => usersOf(id).map((use) => use.id)
  const gone = new Set(
    layersOf(
      stored.map(({ id }) => id),
      waitsFor,
    ).flat(),
  )
  const usedBy = stored.map(({ id }) => (gone.has(id) ? [] : usersOf(id).filter((use) => !gone.has(use.id))))
  const problems = stored.flatMap(({ version }, index) => {
    if (asked[index]?.expectedVersion !== version)
      return [error('STALE_VERSION', [...placeOf(index), 'expectedVersion'])]
    const count = usedBy[index]?.length ?? 0
    return count > 0 ? [error('IN_USE', placeOf(index), { count })] : []
  })
  return { usedBy, problems }
}

/**
 * Each once, after all that it waits for: the first layer waits for nothing, the second for the first. What waits for one
 * another in a circle, or for something that is not among them, is in none.
 */
export function layersOf(ids: readonly string[], waitsFor: (id: string) => readonly string[]): string[][] {
  const done = new Set<string>()
  const layers: string[][] = []
  for (let left = [...new Set(ids)]; ;) {
    const layer = left.filter((id) => waitsFor(id).every((other) => done.has(other)))
    if (layer.length === 0) return layers
    layers.push(layer)
    for (const id of layer) done.add(id)
    left = left.filter((id) => !done.has(id))
  }
}
