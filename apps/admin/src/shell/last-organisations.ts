const STORED = 'mailroom.organisations'
const MOST = 5

/** Ids of the organisations that were opened in this browser, the last one first. */
export function lastOrganisations(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

export function rememberOrganisation(id: string): void {
  const others = lastOrganisations().filter((one) => one !== id)
  localStorage.setItem(STORED, JSON.stringify([id, ...others].slice(0, MOST)))
}

/** Those that were opened last first, the others by name. */
export function byLastUse<T extends { organization: { id: string; name: string } }>(memberships: readonly T[]): T[] {
  const last = lastOrganisations()
  const rank = (id: string) => (last.includes(id) ? last.indexOf(id) : MOST)
  return memberships.toSorted(
    ({ organization: a }, { organization: b }) => rank(a.id) - rank(b.id) || a.name.localeCompare(b.name),
  )
}
