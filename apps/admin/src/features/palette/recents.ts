import type { IconName } from '@/shared/ui'
import type { Entry } from './entry'

/** Where somebody went by the palette: names and paths, kept in this browser for one person in one organisation. */
interface Recent {
  readonly label: string
  readonly note?: string | undefined
  readonly icon: IconName
  readonly path: string
}

const MOST = 5
const keyOf = (user: string, organisation: string) => `mailroom.recent.${user}.${organisation}`

function stored(key: string): readonly Recent[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? (value as Recent[]) : []
  } catch {
    return []
  }
}

export function recentEntries(user: string, organisation: string): Entry[] {
  return stored(keyOf(user, organisation)).map(({ label, note, icon, path }) => ({
    ...{ id: `recent-${path}`, group: 'recent', label, note, icon, to: path },
  }))
}

export function rememberRecent(user: string, organisation: string, recent: Recent): void {
  const key = keyOf(user, organisation)
  const others = stored(key).filter(({ path }) => path !== recent.path)
  localStorage.setItem(key, JSON.stringify([recent, ...others].slice(0, MOST)))
}
