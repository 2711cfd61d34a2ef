import { computed, onScopeDispose, ref, shallowRef } from 'vue'

/** Something that can be chosen: `note` stands muted beside the label. */
export interface Option {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
}

interface Source {
  /** Options for what was typed; an empty text gives the first ones. */
  search(text: string): Promise<readonly Option[]> | readonly Option[]
  /** Makes what was typed; undefined when that was refused. */
  create?: ((text: string) => Promise<Option | undefined>) | undefined
  pick(option: Option): void
  isTaken(option: Option): boolean
}

const DEBOUNCE = 150

/** The list below a combobox: what is in it, which row is active, and what keys do (WAI-ARIA combobox pattern). */
export function useSuggestions(source: Source) {
  const text = ref('')
  const open = ref(false)
  const busy = ref(false)
  const failed = ref(false)
  const active = ref(-1)
  /** Whether the list is not yet that of what was typed. */
  let isBehind = false
  const found = shallowRef<readonly Option[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const options = computed(() => found.value.filter((option) => !source.isTaken(option)))
  const wanted = computed(() => text.value.trim())
  const canCreate = computed(() => {
    const isThere = found.value.some((option) => option.label.toLowerCase() === wanted.value.toLowerCase())
    return source.create !== undefined && wanted.value !== '' && !isThere && !busy.value
  })
  const rows = computed(() => options.value.length + (canCreate.value ? 1 : 0))

  async function load(query: string) {
    const mine = ++turn
    clearTimeout(timer)
    busy.value = true
    failed.value = false
    try {
      const answer = await source.search(query)
      if (mine === turn) found.value = answer
    } catch {
      if (mine === turn) failed.value = true
    }
    if (mine !== turn) return
    isBehind = false
    busy.value = false
    active.value = wanted.value !== '' && rows.value > 0 ? 0 : -1
  }

  function show() {
    if (open.value) return
    open.value = true
    void load('')
  }

  function type(typed: string) {
    text.value = typed
    open.value = true
    isBehind = true
    active.value = -1
    clearTimeout(timer)
    timer = setTimeout(() => void load(wanted.value), DEBOUNCE)
  }

  function close() {
    clearTimeout(timer)
    turn++
    isBehind = false
    busy.value = false
    open.value = false
    active.value = -1
  }

  async function choose(index: number) {
    const option = options.value[index]
    if (option) source.pick(option)
    else if (canCreate.value) await make()
  }

  async function make() {
    busy.value = true
    const made = await source.create?.(wanted.value)
    busy.value = false
    if (made) source.pick(made)
  }

  /** Enter may come faster than the answer to what was typed: then that is waited for. */
  async function chooseActive() {
    if (isBehind) await load(wanted.value)
    if (active.value >= 0) await choose(active.value)
  }

  function move(step: number) {
    if (!open.value) return show()
    if (rows.value > 0) active.value = (active.value + step + rows.value) % rows.value
  }

  /** Whether the key was the list's. */
  function onKey(event: KeyboardEvent): boolean {
    if (event.isComposing) return false
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(active.value < 0 ? 0 : -1),
      ...(open.value && { Escape: close }),
      ...(open.value && (isBehind || active.value >= 0) && { Enter: () => void chooseActive() }),
    }
    const action = actions[event.key]
    if (!action) return false
    event.preventDefault()
    event.stopPropagation()
    action()
    return true
  }

  onScopeDispose(() => clearTimeout(timer))
  return { text, open, busy, failed, active, options, canCreate, wanted, show, type, close, choose, onKey }
}

export type Suggestions = ReturnType<typeof useSuggestions>
