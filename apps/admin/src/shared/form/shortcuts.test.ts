import { screen } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { TextInput } from '@/shared/ui'
import { renderOne } from '../../../test/render'
import EditForm from './EditForm.vue'
import { useForm } from './use-form'

const saving = { busy: false, savedAt: undefined, failureText: undefined, problems: [] }

function renderForm(props: object) {
  const sent: string[] = []
  const page = defineComponent({
    setup() {
      const form = useForm({ initial: { name: '' } })
      return () => [
        h(EditForm, { form, saving, ...props, onSubmit: () => sent.push(form.draft.name) } as never, () => [
          h(TextInput, {
            ...form.fieldProps('name'),
            label: 'Name',
            modelValue: form.draft.name,
            'onUpdate:modelValue': (name: string | null | undefined) => (form.draft.name = name ?? ''),
          }),
        ]),
        h('button', 'Elsewhere'),
      ]
    },
  })
  return { ...renderOne(page), sent }
}

describe('keys of a form', () => {
  it.each(['{Control>}s{/Control}', '{Control>}{Enter}{/Control}', '{Meta>}s{/Meta}'])(
    'save once by %s, in a field and elsewhere on the page, only what has changed',
    async (keys) => {
      const { user, sent } = renderForm({})
      await user.keyboard(keys)
      expect(sent).toEqual([])
      await user.type(screen.getByLabelText('Name'), `a${keys}`)
      expect(sent).toEqual(['a'])
      screen.getByText('Elsewhere').focus()
      await user.keyboard(keys)
      expect(sent).toEqual(['a', 'a'])
    },
  )

  it('save one with its own buttons from within it alone', async () => {
    const { user, sent } = renderForm({ plain: true, unguarded: true })
    screen.getByText('Elsewhere').focus()
    await user.keyboard('{Control>}s{/Control}')
    expect(sent).toEqual([])
    await user.type(screen.getByLabelText('Name'), 'b{Control>}{Enter}{/Control}')
    expect(sent).toEqual(['b'])
  })

  it('save nothing that may not be changed', async () => {
    const { user, sent } = renderForm({ plain: true, unguarded: true, readonly: true })
    await user.type(screen.getByLabelText('Name'), 'b{Control>}s{/Control}')
    expect(sent).toEqual([])
  })
})
