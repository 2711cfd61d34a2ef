import { nextTick, watch } from 'vue'

/** Follows what is stored: it replaces the draft, or, while the user has changes, what others saved comes in beside them. */
export function followStored<T extends object, S extends { version: number }>(
  form: { readonly dirty: boolean; reset(stored: NoInfer<T>): void; merge(stored: NoInfer<T>): void },
  stored: () => S | undefined,
  toDraft: (stored: S | undefined) => T,
): void {
  watch(stored, (now, before) => {
    if (!form.dirty) form.reset(toDraft(now))
    else if (now?.version !== before?.version) form.merge(toDraft(now))
  })
}

/**
 * Saves; where somebody else did meanwhile, once more upon what is stored now, which `followStored` has taken in. Where
 * both changed the same field, nothing is saved and `<EditForm>` asks. `attempt` passes its `onStale` on to `save`.
 */
export async function saveUponStored<P>(
  form: { readonly conflicts: readonly unknown[] },
  attempt: (onStale?: () => void) => Promise<P | undefined>,
): Promise<P | undefined> {
  let isStale = false
  const payload = await attempt(() => (isStale = true))
  if (!isStale) return payload
  await nextTick()
  return form.conflicts.length === 0 ? attempt() : undefined
}
