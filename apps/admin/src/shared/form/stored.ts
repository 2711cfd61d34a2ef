import { nextTick, watch } from 'vue'
import { copyOf } from './paths'

/** The part of a form that follows what is stored. */
interface Following<T> {
  readonly draft: T
  readonly dirty: boolean
  readonly conflicts: readonly unknown[]
  reset(): void
  accept(stored: T, sent: T): void
  merge(stored: T): void
}

/** Takes in what is stored: after the form's own save of `sent`, or because somebody else saved. */
type Take = (sent?: unknown) => void

/** Forms whose save is on its way: whether what is stored now is their own is known when that is answered. */
const underWay = new WeakMap<object, { take?: Take }>()

/**
 * Follows what is stored: it replaces the draft, or, while the user has changes, what others saved comes in beside them.
 * `onMerge` hears of it before.
 */
export function followStored<T extends object, S extends { version: number }>(
  form: Following<T>,
  stored: () => S | undefined,
  toDraft: (stored: S | undefined) => NoInfer<T>,
  onMerge: (now: S | undefined, before: S | undefined) => void = () => {},
): void {
  watch(stored, (now, before) => {
    const take: Take = (sent) => {
      if (sent || !form.dirty) return form.accept(toDraft(now), (sent ?? form.draft) as T)
      if (now?.version === before?.version) return
      onMerge(now, before)
      form.merge(toDraft(now))
    }
    const save = underWay.get(form)
    if (save) save.take = take
    else take()
  })
}

/**
 * Saves; where somebody else did meanwhile, once more upon what is stored now, which `followStored` has taken in. Where
 * both changed the same field, nothing is saved and `<EditForm>` asks. `attempt` passes its `onStale` on to `save`.
 * After a save the form shows what is stored, with what was typed since.
 */
export async function saveUponStored<T extends object, P>(
  form: Following<T>,
  attempt: (onStale?: () => void) => Promise<P | undefined>,
): Promise<P | undefined> {
  let isStale = false
  const payload = await saveOnce(form, () => attempt(() => (isStale = true)))
  return isStale && form.conflicts.length === 0 ? saveOnce(form, attempt) : payload
}

async function saveOnce<T extends object, P>(form: Following<T>, attempt: () => Promise<P>): Promise<P> {
  const sent = copyOf(form.draft)
  const save: { take?: Take } = {}
  underWay.set(form, save)
  const payload = await attempt()
  await nextTick()
  underWay.delete(form)
  if (!payload) save.take?.()
  else if (save.take) save.take(sent)
  else form.reset()
  return payload
}
