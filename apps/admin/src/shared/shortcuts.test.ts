import { fireEvent, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { allowSingleKeys, shortcutsNow, useShortcut } from './shortcuts'

const using = (use: () => void, slot: () => unknown = () => []) =>
  defineComponent({
    setup() {
      use()
      return () => h('div', slot() as never)
    },
  })

const runs = { create: vi.fn(), save: vi.fn(), domains: vi.fn(), queues: vi.fn() }
const field = () => [h('input', { 'aria-label': 'Name' }), h('button', 'Press'), h('dialog', [h('button', 'Inside')])]
const user = userEvent.setup()

beforeEach(() => vi.clearAllMocks())
afterEach(() => {
  vi.useRealTimers()
  allowSingleKeys(true)
})

function renderAll() {
  return render(
    using(() => {
      useShortcut('c', 'Create', runs.create)
      useShortcut('Ctrl+S', 'Save', runs.save)
      useShortcut('g d', 'Domains', runs.domains)
      useShortcut('g q', 'Queues', runs.queues)
    }, field),
  )
}

describe('shortcuts', () => {
  it('run on one key and on two, one after the other', async () => {
    renderAll()
    await user.keyboard('c')
    expect(runs.create).toHaveBeenCalledTimes(1)
    await user.keyboard('gd')
    expect(runs.domains).toHaveBeenCalledTimes(1)
    await user.keyboard('ggq')
    expect(runs.queues).toHaveBeenCalledTimes(1)
    await user.keyboard('d')
    expect(runs.domains).toHaveBeenCalledTimes(1)
  })

  it('forget the first key after a while', async () => {
    vi.useFakeTimers()
    renderAll()
    await fireEvent.keyDown(document.body, { key: 'g' })
    vi.advanceTimersByTime(2000)
    await fireEvent.keyDown(document.body, { key: 'd' })
    expect(runs.domains).not.toHaveBeenCalled()
  })

  it('of single keys never fire in fields or dialogs, nor with a modifier or held down; those with Ctrl do in fields', async () => {
    renderAll()
    await user.type(screen.getByLabelText('Name'), 'c gd')
    const dialog = document.querySelector('dialog')!
    dialog.showModal()
    screen.getByText('Press').focus()
    await user.keyboard('c{Control>}s{/Control}')
    await fireEvent.keyDown(screen.getByText('Inside'), { key: 'c' })
    expect(runs.save).not.toHaveBeenCalled()
    dialog.close()
    await user.keyboard('{Alt>}c{/Alt}{Control>}c{/Control}')
    await fireEvent.keyDown(document.body, { key: 'c', repeat: true })
    expect(runs.create).not.toHaveBeenCalled()
    expect(runs.domains).not.toHaveBeenCalled()
    screen.getByLabelText('Name').focus()
    await user.keyboard('{Control>}s{/Control}')
    expect(runs.save).toHaveBeenCalledTimes(1)
    await user.keyboard('{Meta>}s{/Meta}')
    expect(runs.save).toHaveBeenCalledTimes(2)
  })

  it('of single keys can be turned off, which this browser remembers (WCAG 2.1.4)', async () => {
    renderAll()
    allowSingleKeys(false)
    await user.keyboard('cgd{Control>}s{/Control}')
    expect(runs.create).not.toHaveBeenCalled()
    expect(runs.domains).not.toHaveBeenCalled()
    expect(runs.save).toHaveBeenCalledTimes(1)
    expect(localStorage.getItem('mailroom.singleKeys')).toBe('off')
  })

  it('that were registered last count, and end with their component', async () => {
    renderAll()
    const page = vi.fn()
    const { unmount } = render(using(() => useShortcut('c', 'Add queue', page)))
    await user.keyboard('c')
    expect(runs.create).not.toHaveBeenCalled()
    expect(page).toHaveBeenCalledTimes(1)
    expect(shortcutsNow().find(({ keys }) => keys === 'c')).toEqual({ keys: 'c', text: 'Add queue' })
    unmount()
    await user.keyboard('c')
    expect(runs.create).toHaveBeenCalledTimes(1)
    expect(shortcutsNow().map(({ keys }) => keys)).toEqual(['c', 'Ctrl+S', 'g d', 'g q'])
  })
})
