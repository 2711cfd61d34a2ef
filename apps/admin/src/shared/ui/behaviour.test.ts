import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { renderOne, violations } from '../../../test/render'
import {
  Button,
  Combobox,
  Dialog,
  ErrorSummary,
  FileInput,
  Menu,
  MultiCombobox,
  NumberInput,
  TagsInput,
  TextInput,
  documentTitle,
  type Option,
} from './index'

const QUEUES: Option[] = [
  { id: 'q1', label: 'Billing' },
  { id: 'q2', label: 'Sales' },
]
const search = (text: string) =>
  Promise.resolve(QUEUES.filter((one) => one.label.toLowerCase().includes(text.toLowerCase())))

function combobox(create?: (text: string) => Promise<Option | undefined>) {
  const value = ref<string | null>(null)
  const page = renderOne(
    defineComponent({
      components: { Combobox },
      setup: () => ({ value, search, create }),
      template: '<Combobox id="queue" v-model="value" label="Queue" :search :create />',
    }),
  )
  return { ...page, value, input: screen.getByRole('combobox', { name: 'Queue' }) as HTMLInputElement }
}

describe('Combobox', () => {
  it('finds by typing and picks by keyboard', async () => {
    const { user, value, input } = combobox()
    await user.type(input, 'sal')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
    expect(input.getAttribute('aria-activedescendant')).toBe('queue-option-0')
    await user.keyboard('{Enter}')
    expect(value.value).toBe('q2')
    expect(input.value).toBe('Sales')
    expect(input.getAttribute('aria-expanded')).toBe('false')
    expect(input.hasAttribute('aria-activedescendant')).toBe(false)
  })

  it('waits for the answer when Enter comes first', async () => {
    const { user, value, input } = combobox()
    await user.type(input, 'sal{Enter}')
    await waitFor(() => expect(value.value).toBe('q2'))
  })

  it('is accessible while its list is open', async () => {
    const { user, input, container } = combobox()
    await user.click(input)
    await screen.findByRole('option', { name: 'Billing' })
    expect(await violations({ container })).toEqual([])
  })

  it('makes what is not there, and picks it', async () => {
    const create = vi.fn((text: string) => Promise.resolve({ id: 'q3', label: text }))
    const { user, value, input } = combobox(create)
    await user.type(input, 'Support')
    await user.click(await screen.findByRole('option', { name: 'Create “Support”' }))
    expect(create).toHaveBeenCalledWith('Support')
    await waitFor(() => expect(value.value).toBe('q3'))
    expect(input.value).toBe('Support')
  })

  it('does not offer to make what is there already, whatever the case', async () => {
    const { user, input } = combobox(() => Promise.resolve(undefined))
    await user.type(input, 'BILLING')
    await screen.findByRole('option', { name: 'Billing' })
    expect(screen.queryByRole('option', { name: /Create/ })).toBeNull()
  })

  it('shows the chosen again when it is left with something else typed, and clears when emptied', async () => {
    const { user, value, input } = combobox()
    await user.type(input, 'bill{Enter}')
    await waitFor(() => expect(value.value).toBe('q1'))
    await user.type(input, 'xyz')
    await user.tab()
    expect(input.value).toBe('Billing')
    await user.clear(input)
    await user.tab()
    expect(value.value).toBeNull()
  })

  it('closes its list on Escape, and no dialog around it', async () => {
    const { user, input } = combobox()
    await user.click(input)
    await screen.findByRole('option', { name: 'Billing' })
    const outside = vi.fn()
    document.addEventListener('keydown', outside)
    await user.keyboard('{Escape}')
    document.removeEventListener('keydown', outside)
    expect(input.getAttribute('aria-expanded')).toBe('false')
    expect(outside).not.toHaveBeenCalled()
  })
})

describe('MultiCombobox', () => {
  it('takes nothing that is not in its list', async () => {
    const { user } = renderOne(MultiCombobox, { props: { id: 'queues', label: 'Queues', search } })
    const input = screen.getByRole('combobox', { name: 'Queues' }) as HTMLInputElement
    await user.type(input, 'xyz,{Enter}')
    await screen.findByText('Nothing found')
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('listitem')).toBeNull()
    expect(input.value).toBe('xyz,')
  })

  it('collects, and removes the last by Backspace twice', async () => {
    const value = ref<Option[]>([])
    const { user } = renderOne(
      defineComponent({
        components: { MultiCombobox },
        setup: () => ({ value, search }),
        template: '<MultiCombobox id="queues" v-model="value" label="Queues" :search />',
      }),
    )
    const input = screen.getByRole('combobox', { name: 'Queues' })
    await user.type(input, 'bill{Enter}')
    await waitFor(() => expect(value.value).toHaveLength(1))
    await user.type(input, 'sal{Enter}')
    await waitFor(() => expect(value.value.map((one) => one.id)).toEqual(['q1', 'q2']))
    await user.keyboard('{Backspace}{Backspace}')
    expect(value.value.map((one) => one.id)).toEqual(['q1'])
  })
})

describe('TagsInput', () => {
  it('takes Enter, comma, a pasted list and what is left in it', async () => {
    const value = ref<string[]>([])
    const { user } = renderOne(
      defineComponent({
        components: { TagsInput },
        setup: () => ({ value }),
        template: '<TagsInput id="bcc" v-model="value" label="BCC" :max="5" />',
      }),
    )
    await user.type(screen.getByRole('textbox', { name: 'BCC' }), 'a@x.org{Enter}b@x.org,')
    await user.paste('c@x.org; d@x.org')
    await user.type(screen.getByRole('textbox', { name: 'BCC' }), 'e@x.org')
    await user.tab()
    expect(value.value).toEqual(['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org', 'e@x.org'])
    expect(screen.getByText('5 of 5')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Remove b@x.org' }))
    expect(value.value).not.toContain('b@x.org')
  })

  it('takes a pasted word as text', async () => {
    const { user } = renderOne(TagsInput, { props: { id: 'bcc', label: 'BCC' } })
    const input = screen.getByRole('textbox', { name: 'BCC' }) as HTMLInputElement
    await user.type(input, 'a@')
    await user.paste('x.org')
    expect(input.value).toBe('a@x.org')
    expect(screen.queryByRole('listitem')).toBeNull()
  })
})

describe('NumberInput', () => {
  it('gives whole numbers, null when empty, NaN for what is none', async () => {
    const value = ref<number | null>(0)
    const { user } = renderOne(
      defineComponent({
        components: { NumberInput },
        setup: () => ({ value }),
        template: '<NumberInput id="n" v-model="value" label="Priority" />',
      }),
    )
    const input = screen.getByRole('textbox', { name: 'Priority' }) as HTMLInputElement
    await user.clear(input)
    expect(value.value).toBeNull()
    await user.type(input, '-20')
    expect(value.value).toBe(-20)
    await user.type(input, '.5')
    expect(value.value).toBeNaN()
    expect(input.value).toBe('-20.5')
  })
})

describe('Menu', () => {
  const items = [
    { id: 'a', label: 'Alpha', current: true },
    { id: 'b', label: 'Beta', current: false },
  ]

  it('works by keyboard and gives the focus back', async () => {
    const choose = vi.fn()
    const { user, container } = renderOne(Menu, { props: { label: 'Choose', items, onChoose: choose } })
    const button = screen.getByRole('button', { name: 'Choose' })
    button.focus()
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement?.textContent).toContain('Alpha')
    expect(await violations({ container })).toEqual([])
    await user.keyboard('{ArrowDown}{Enter}')
    expect(choose).toHaveBeenCalledWith('b')
    expect(document.activeElement).toBe(button)
    await user.keyboard('{Enter}b')
    expect(document.activeElement?.textContent).toContain('Beta')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
  })
})

describe('Dialog', () => {
  it('is named by its title and tells when it was closed', async () => {
    const close = vi.fn()
    const { user } = renderOne(Dialog, { props: { open: true, title: 'Delete it?', onClose: close } })
    const dialog = screen.getByRole('dialog', { name: 'Delete it?' })
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(close).toHaveBeenCalledOnce()
  })
})

describe('Button', () => {
  it('does nothing while it says why not, and stays reachable', async () => {
    const press = vi.fn()
    const { user } = renderOne(Button, {
      props: { disabledReason: 'The limit is reached', onClick: press },
      slots: { default: 'Add' },
    })
    const button = screen.getByRole('button', { name: /Add/ })
    await user.tab()
    expect(document.activeElement).toBe(button)
    await user.click(button)
    expect(press).not.toHaveBeenCalled()
    expect(button.getAttribute('aria-disabled')).toBe('true')
  })
})

describe('ErrorSummary', () => {
  it('names the field and leads to it, also from a problem inside it', async () => {
    const { user } = renderOne(
      defineComponent({
        components: { ErrorSummary, TextInput },
        template: `<ErrorSummary v-if="shown" :lines="[{ target: 'f-bcc.2', text: 'Wrong.' }]" /><TextInput id="f-bcc" label="BCC" />`,
        setup: () => {
          const shown = ref(false)
          setTimeout(() => (shown.value = true))
          return { shown }
        },
      }),
    )
    const link = await screen.findByRole('link', { name: 'BCC: Wrong.' })
    expect(documentTitle.value).toMatch(/^Error: /)
    await user.click(link)
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'BCC' }))
  })
})

describe('FileInput', () => {
  const file = new File(['a'], 'a.csv', { type: 'text/csv' })
  const open = (props: object = {}) => {
    const onTake = vi.fn()
    const common = { id: 'f', label: 'File', help: 'Any.', accept: '.csv', onTake }
    const page = renderOne(FileInput, { props: { ...common, ...props } })
    return { ...page, onTake, input: screen.getByLabelText('File') as HTMLInputElement }
  }

  it('takes what is chosen, and what is dropped', async () => {
    const { user, onTake, input, container } = open()
    await user.upload(input, file)
    await fireEvent.drop(container.firstElementChild!, { dataTransfer: { files: [file] } })
    expect(onTake.mock.calls).toEqual([[file], [file]])
    expect(input.files).toHaveLength(1)
  })

  it('lets the same file be chosen again where that is asked for, and ties help and errors to the field', async () => {
    const { user, input } = open({ again: true, errors: ['Too large.'] })
    await user.upload(input, file)
    expect(input.files).toHaveLength(0)
    expect(input.getAttribute('aria-describedby')).toBe('f-help f-errors')
    expect(input.getAttribute('aria-invalid')).toBe('true')
  })
})
