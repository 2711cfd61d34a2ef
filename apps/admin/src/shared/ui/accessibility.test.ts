import { describe, expect, it } from 'vitest'
import { h, type Component } from 'vue'
import { renderOne, violations } from '../../../test/render'
import * as ui from './index'

const field = { id: 'f', label: 'Queue', help: 'Where emails wait.' }
const options = [
  { value: 'a', label: 'First', help: 'The first one' },
  { value: 'b', label: 'Second' },
]
const search = () => Promise.resolve([{ id: 'q1', label: 'Billing', note: '4 members' }])
const text = { default: () => 'A sentence.' }
const link = { path: '/queues' }

/** Each component in the states that it has. */
const STATES: Record<string, [Component, object, Record<string, () => unknown>?]> = {
  badge: [ui.Badge, { tone: 'ok' }, text],
  banner: [ui.Banner, { tone: 'error', title: 'Broken', live: true }, text],
  breadcrumbs: [ui.Breadcrumbs, { items: [{ label: 'Queues', to: link }, { label: 'Billing' }] }],
  button: [ui.Button, { icon: 'plus' }, text],
  'button with icon only': [ui.Button, { icon: 'plus', iconOnly: true }, text],
  'button that says why not': [ui.Button, { disabledReason: 'The limit is reached' }, text],
  'button at work': [ui.Button, { busy: true }, text],
  'link as a button': [ui.Button, { to: link }, text],
  checkbox: [ui.Checkbox, field],
  combobox: [ui.Combobox, { ...field, search, modelValue: 'q1', selected: { id: 'q1', label: 'Billing' } }],
  'copy button': [ui.CopyButton, { text: 'v', label: 'Host' }],
  'copy field': [ui.CopyField, { value: 'v', label: 'Host' }],
  dialog: [ui.Dialog, { open: true, title: 'Delete?' }, text],
  drawer: [ui.Drawer, { open: true, title: 'New queue' }, text],
  'empty state': [ui.EmptyState, { title: 'No queues' }, text],
  'error summary': [ui.ErrorSummary, { lines: [{ target: 'f', text: 'Wrong' }] }],
  icon: [ui.Icon, { name: 'check', label: 'Done' }],
  menu: [ui.Menu, { label: 'Account', items: [{ id: 'out', label: 'Sign out' }] }],
  multicombobox: [ui.MultiCombobox, { ...field, search, modelValue: [{ id: 's', label: 'Invoices' }] }],
  'native select': [ui.NativeSelect, { ...field, options, modelValue: 'a', placeholder: 'None' }],
  number: [ui.NumberInput, { ...field, modelValue: 3 }],
  'page header': [ui.PageHeader, { title: 'Queues' }, text],
  radio: [ui.RadioGroup, { ...field, options, modelValue: 'a' }],
  'save bar': [ui.SaveBar, { changes: 2, busy: false }],
  skeleton: [ui.Skeleton, {}],
  'status pill': [ui.StatusPill, { tone: 'warn', label: 'At risk' }],
  switch: [ui.Checkbox, { ...field, toggle: true }],
  tabs: [ui.Tabs, { label: 'Views', tabs: [{ id: 'dns', label: 'DNS', to: link, count: 2 }] }],
  table: [
    ui.DataTable,
    {
      caption: 'Queues',
      columns: [
        { id: 'name', label: 'Name' },
        { id: 'n', label: 'Members' },
      ],
      rows: [{ id: '1', name: 'Billing', n: 3 }],
    },
  ],
  tags: [ui.TagsInput, { ...field, modelValue: ['a@example.com'], max: 5 }],
  file: [ui.FileInput, { ...field, accept: '.csv' }],
  'text area': [ui.TextArea, field],
  'text input': [ui.TextInput, { ...field, required: true, suffix: '@example.com' }],
}

describe('components', () => {
  it('are all looked at', () => {
    const looked = new Set(Object.values(STATES).map(([component]) => component))
    const components = Object.entries(ui).filter(([name]) => /^[A-Z]/.test(name) && name !== 'Field')
    expect(components.filter(([, component]) => !looked.has(component as Component)).map(([name]) => name)).toEqual([])
  })

  it.each(Object.entries(STATES))('has an accessible %s', async (_, [component, props, slots]) => {
    const page = renderOne({ render: () => h(component, props, slots) })
    expect(await violations(page)).toEqual([])
  })

  const inputs = Object.entries(STATES).filter(([, [, props]]) => 'help' in props)
  it.each(inputs)('has an accessible %s with an error, which belongs to it', async (_, [component, props, slots]) => {
    const errors = { errors: ['This is wrong.'], warnings: ['Mind this.'] }
    const page = renderOne({ render: () => h(component, { ...props, ...errors }, slots) })
    const control = page.container.querySelector('[aria-invalid="true"]')!
    const ids = control.getAttribute('aria-describedby')!.split(' ')
    const described = ids.map((id) => document.getElementById(id)!.textContent).join(' ')
    expect(described).toContain('This is wrong.')
    expect(described).toContain('Mind this.')
    expect(described).toContain('Where emails wait.')
    expect(await violations(page)).toEqual([])
  })
})
