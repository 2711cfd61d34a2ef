import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, shallowRef, watch } from 'vue'
import { followStored, saveUponStored } from './stored'
import { useForm } from './use-form'

interface Stored {
  version: number
  name: string
  note: string
}
const toDraft = (stored?: Stored) => ({ name: stored?.name ?? '', note: stored?.note ?? '' })

function open() {
  const stored = shallowRef<Stored>({ version: 1, name: 'Help', note: '' })
  const asked: unknown[] = []
  const form = effectScope().run(() => {
    const made = useForm({ initial: toDraft(stored.value) })
    followStored(made, () => stored.value, toDraft)
    watch(
      () => made.isMerged || made.conflicts.length > 0,
      (now) => asked.push(now),
      { flush: 'sync' },
    )
    return made
  })!
  /** As the API: the answer is in the cache before it is in the hands of who asked. */
  const answer = async (value: Stored, before = async () => {}) => {
    await nextTick()
    stored.value = value
    await nextTick()
    await before()
    return { value }
  }
  return { stored, form, asked, answer }
}

describe('followStored', () => {
  it('takes its own save for no change of somebody else, though the API writes the value in its own way', async () => {
    const { form, asked, answer } = open()
    form.draft.name = ' Billing '
    await saveUponStored(form, () => answer({ version: 2, name: 'Billing', note: '' }))
    expect(form.draft.name).toBe('Billing')
    expect([form.dirty, form.isMerged, asked]).toEqual([false, false, []])
  })

  it('is clean after a save that changed nothing of what is stored', async () => {
    const { form } = open()
    form.draft.name = 'Help '
    await saveUponStored(form, () => Promise.resolve({}))
    expect([form.draft.name, form.dirty]).toEqual(['Help', false])
  })

  it('keeps what is typed while a save is on its way', async () => {
    const { form, asked, answer } = open()
    form.draft.name = ' Billing '
    const typing = async () => void (form.draft.note = 'later')
    await saveUponStored(form, () => answer({ version: 2, name: 'Billing', note: '' }, typing))
    expect({ ...form.draft }).toEqual({ name: 'Billing', note: 'later' })
    expect([form.changed, asked]).toEqual([['note'], []])
  })

  it('saves once more upon what somebody else saved in another field', async () => {
    const { form, stored, answer } = open()
    form.draft.name = 'Billing'
    const versions: number[] = []
    await saveUponStored(form, async (onStale) => {
      versions.push(stored.value.version)
      if (versions.length > 1) return answer({ version: 3, name: 'Billing', note: 'theirs' })
      await answer({ version: 2, name: 'Help', note: 'theirs' })
      onStale?.()
      return undefined
    })
    expect(versions).toEqual([1, 2])
    expect([{ ...form.draft }, form.dirty]).toEqual([{ name: 'Billing', note: 'theirs' }, false])
  })

  it('asks where both changed a field, and takes in what came while a save was refused', async () => {
    const { form, answer } = open()
    form.draft.name = 'Billing'
    await saveUponStored(form, async (onStale) => {
      await answer({ version: 2, name: 'Invoices', note: '' })
      onStale?.()
      return undefined
    })
    expect(form.conflicts).toEqual([{ field: 'name', mine: 'Billing', theirs: 'Invoices' }])
  })
})
