import type { AddressDraft, AddressSettings } from '@mailroom/core'
import { shallowReactive } from 'vue'
import type { ShownProblem } from '@/shared/i18n'

/** An address page's unsaved form, kept while its user tries it in the simulator. */
export interface UnsavedAddress {
  readonly id: string
  readonly address: string
  /** Where the form is: to come back. */
  readonly path: string
  readonly draft: AddressDraft
  /** The draft checked by core; null: it has errors. */
  readonly settings: AddressSettings | null
  readonly problems: readonly ShownProblem[]
  /** Names of what the form has picked, by id. */
  readonly names: ReadonlyMap<string, string>
  /** The form itself and what it started from, for its page alone. */
  readonly form: unknown
}

const kept = shallowReactive(new Map<string, UnsavedAddress>())

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/** Keeps a form until its page takes it back; leaving the console asks first. */
export function keepUnsaved(unsaved: UnsavedAddress): void {
  kept.set(unsaved.id, unsaved)
  addEventListener('beforeunload', warn)
}

/** The kept form of an address; reactive. */
export function unsavedOf(id: string): UnsavedAddress | undefined {
  return kept.get(id)
}

/** The kept form, which is kept no longer. */
export function takeUnsaved(id: string): UnsavedAddress | undefined {
  const unsaved = kept.get(id)
  kept.delete(id)
  if (kept.size === 0) removeEventListener('beforeunload', warn)
  return unsaved
}
