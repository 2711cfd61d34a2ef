import { onScopeDispose, ref, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue'

/**
 * `Ctrl+S` (Cmd on a Mac) works in fields, too. Single keys such as `c`, `?` or `g d` work outside of fields and menus
 * only, and can be turned off (WCAG 2.1.4). Below an open dialog nothing works.
 */
export interface Shortcut {
  readonly keys: string
  readonly text: MaybeRefOrGetter<string>
  readonly run: () => void
}

const STORED = 'mailroom.singleKeys'
/** How long the second key of `g d` may take. */
const PAUSE = 1500
const TAKEN = 'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]'

const registered = shallowReactive<Shortcut[]>([])
let begun: { key: string; at: number } | undefined

/** Whether single keys do anything in this browser. */
export const singleKeys = ref(localStorage.getItem(STORED) !== 'off')

export function allowSingleKeys(allowed: boolean): void {
  singleKeys.value = allowed
  localStorage.setItem(STORED, allowed ? 'on' : 'off')
}

/**
 * Runs something on keys, as long as the component is there: `useShortcut('c', () => t(…), create)`. What
 * was registered last for the same keys counts. All that are registered show in the list that `?` opens.
 */
export function useShortcut(keys: string, text: MaybeRefOrGetter<string>, run: () => void): void {
  if (registered.length === 0) addEventListener('keydown', onKey)
  const shortcut = { keys, text, run }
  registered.push(shortcut)
  onScopeDispose(() => {
    registered.splice(registered.indexOf(shortcut), 1)
    if (registered.length === 0) removeEventListener('keydown', onKey)
  })
}

/** What counts now, each with its text, in the order in which they came. */
export function shortcutsNow(): readonly { readonly keys: string; readonly text: string }[] {
  const latest = new Map(registered.map((one) => [one.keys, one]))
  return [...latest.values()].map(({ keys, text }) => ({ keys, text: toValue(text) }))
}

const latestOf = (keys: string) => registered.findLast((one) => one.keys === keys)

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey || document.querySelector('dialog[open]')) return
  const found = event.ctrlKey || event.metaKey ? latestOf(withControl(event)) : single(event)
  if (!found) return
  event.preventDefault()
  found.run()
}

const withControl = ({ key, shiftKey }: KeyboardEvent) =>
  `Ctrl+${shiftKey ? 'Shift+' : ''}${key.length === 1 ? key.toUpperCase() : key}`

function single({ key, target, repeat }: KeyboardEvent): Shortcut | undefined {
  const isTaken = target instanceof Element && target.closest(TAKEN)
  if (!singleKeys.value || isTaken || repeat) return undefined
  const first = begun && Date.now() - begun.at < PAUSE ? `${begun.key} ` : ''
  begun = registered.some((one) => one.keys.startsWith(`${key} `)) ? { key, at: Date.now() } : undefined
  const found = latestOf(first + key)
  if (found) begun = undefined
  return found
}
