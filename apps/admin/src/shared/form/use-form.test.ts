import { error } from '@mailroom/core'
import { describe, expect, it } from 'vitest'
import { useForm } from './use-form'

const EMPTY = { name: '', bcc: [] as string[], nested: { queueId: null as string | null } }

function newForm() {
  return useForm({
    initial: EMPTY,
    check: (draft) => [
      ...(draft.name === '' ? [error('REQUIRED', ['name'])] : []),
      ...(draft.name.includes('\n') ? [error('INVALID', ['name'])] : []),
      ...draft.bcc.flatMap((one, index) => (one.includes('@') ? [] : [error('INVALID', ['bcc', String(index)])])),
    ],
  })
}

describe('useForm', () => {
  it('is dirty while it differs from what is stored, and clean again when changed back', () => {
    const form = newForm()
    form.draft.name = 'Billing'
    form.draft.nested.queueId = 'q1'
    expect(form.changed).toEqual(['name', 'nested'])
    form.draft.name = ''
    form.draft.nested.queueId = null
    expect(form.dirty).toBe(false)
  })

  it('shows no error before the submit, all of them after it, and re-checks on each input', () => {
    const form = newForm()
    expect(form.fieldProps('name').errors).toEqual([])
    expect(form.isValid()).toBe(false)
    expect(form.fieldProps('name').errors).toHaveLength(1)
    form.draft.name = 'Billing'
    expect(form.fieldProps('name').errors).toEqual([])
    expect(form.isValid()).toBe(true)
  })

  it('shows a wrong format when a changed field is left, but not that it is empty', () => {
    const form = newForm()
    form.fieldProps('bcc').onLeave()
    form.draft.bcc = ['nobody']
    expect(form.fieldProps('bcc').errors).toEqual([])
    form.fieldProps('bcc').onLeave()
    expect(form.fieldProps('bcc').errors).toHaveLength(1)
    expect(form.fieldProps('name').errors).toEqual([])
  })

  it('keeps what the API said of a value until the value changes', () => {
    const form = newForm()
    form.draft.name = 'Billing'
    form.setProblems([error('NOT_UNIQUE', ['name'])])
    expect(form.fieldProps('name').errors).toHaveLength(1)
    form.draft.name = 'Billing 2'
    expect(form.fieldProps('name').errors).toEqual([])
  })

  it('shows problems of a part at the field that holds it, not at one whose name begins alike', () => {
    const form = newForm()
    form.setProblems([error('REFERENCE_NOT_FOUND', ['nested', 'queueId'], { type: 'Queue', id: 'q1' })])
    expect(form.fieldProps('nested').errors).toHaveLength(1)
    expect(form.fieldProps('nest').errors).toEqual([])
  })

  it('does not share its values with what it began with', () => {
    const form = newForm()
    form.draft.bcc.push('a@example.com')
    expect(EMPTY.bcc).toEqual([])
  })

  it('takes in what somebody else saved in other fields', () => {
    const form = newForm()
    form.draft.name = 'Mine'
    form.merge({ ...EMPTY, bcc: ['theirs@example.com'] })
    expect(form.draft).toMatchObject({ name: 'Mine', bcc: ['theirs@example.com'] })
    expect(form.changed).toEqual(['name'])
    expect(form.conflicts).toEqual([])
  })

  it('asks about a field that both changed, and takes theirs only where chosen', () => {
    const form = newForm()
    form.draft.name = 'Mine'
    form.merge({ ...EMPTY, name: 'Theirs' })
    expect(form.conflicts).toEqual([{ field: 'name', mine: 'Mine', theirs: 'Theirs' }])
    form.settle([])
    expect(form.draft.name).toBe('Mine')
    form.merge({ ...EMPTY, name: 'Theirs again' })
    form.settle(['name'])
    expect(form.draft.name).toBe('Theirs again')
    expect(form.dirty).toBe(false)
  })
})
