import { shallowRef } from 'vue'
import type { Deleted } from './use-restoring'

/** What was deleted last, while the page says so, and the path that was its own: leaving that keeps the news. */
export interface DeletionNews extends Deleted {
  readonly ownPath: string | null
}

export const lastDeleted = shallowRef<DeletionNews>()

/** Says above the page that something was deleted, with the way to undo that. `ownPath`: of the page that is left now. */
export function sayDeleted(thing: Deleted, ownPath: string | null = null): void {
  lastDeleted.value = { ...thing, ownPath }
}
