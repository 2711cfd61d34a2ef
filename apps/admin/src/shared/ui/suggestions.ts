import { computed, defineAsyncComponent, nextTick, onScopeDispose, ref, shallowRef, useTemplateRef, watch } from 'vue'

/** Something that can be chosen: `note` stands muted beside the label. */
export interface Option {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
}

/** What a combobox offers: options for a text, and how to make what is not there; undefined when that was refused. */
export interface OptionSource {
  search: (text: string) => Promise<readonly Option[]> | readonly Option[]
  create?: ((text: string) => Promise<Option | undefined>) | undefined
}

interface Suggesting {
  source: OptionSource
  pick(option: Option): void
  /** Shows what is chosen in place of what was typed. */
  restore(): void
  isTaken?(option: Option): boolean
}

const DEBOUNCE = 150

const loadList = () => import('./SuggestionList.vue')
/** Comes after the page: the list is on its way before anybody can open one. */
export const SuggestionList = defineAsyncComponent(loadList)
loadList().catch(() => undefined)

/** What stands in the list of a Reka `<ComboboxRoot ref="root">`: it is searched for elsewhere, and may be made. */
export function useSuggestions({ source, pick, restore, isTaken }: Suggesting) {
  const root = useTemplateRef<{ highlightFirstItem(): void; highlightSelected(): void }>('root')
  const text = ref('')
  const open = ref(false)
  const busy = ref(false)
  const failed = ref(false)
  const found = shallowRef<readonly Option[]>([])
  /** Whether the list is not yet that of what was typed. */
  let isBehind = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const options = computed(() => found.value.filter((option) => !isTaken?.(option)))
  const wanted = computed(() => text.value.trim())
  const canCreate = computed(() => {
    const isThere = found.value.some((option) => option.label.toLowerCase() === wanted.value.toLowerCase())
    return source.create !== undefined && wanted.value !== '' && !isThere && !busy.value
  })

  async function load(query: string) {
    const mine = ++turn
    clearTimeout(timer)
    busy.value = true
    failed.value = false
    try {
      const [answer] = await Promise.all([source.search(query), loadList()])
      if (mine === turn) found.value = answer
    } catch {
      if (mine === turn) failed.value = true
    }
    if (mine !== turn) return
    isBehind = false
    busy.value = false
    await nextTick()
    if (query === '') root.value?.highlightSelected()
    else root.value?.highlightFirstItem()
  }

  function type(typed: string) {
    text.value = typed
    isBehind = true
    clearTimeout(timer)
    timer = setTimeout(() => void load(wanted.value), DEBOUNCE)
  }

  function forget() {
    clearTimeout(timer)
    turn++
    isBehind = false
    busy.value = false
    found.value = []
  }

  watch(open, (isOpen) => {
    if (!isOpen) forget()
    else if (!isBehind) void load('')
  })
  onScopeDispose(forget)

  async function make() {
    busy.value = true
    const made = await source.create?.(wanted.value)
    busy.value = false
    if (made) pick(made)
  }

  /** Enter may come faster than the answer to what was typed: then that is waited for. */
  async function pickFirst() {
    await load(wanted.value)
    const [first] = options.value
    if (first) pick(first)
    else if (canCreate.value) await make()
  }

  /** Keys that are not Reka's: to be listened to while the event is captured. */
  function onKey(event: KeyboardEvent) {
    if (event.isComposing) return
    const isList = open.value && (event.key === 'Escape' || (event.key === 'Enter' && isBehind))
    if (isList) event.preventDefault()
    // Home and End are for the text.
    if (isList || event.key === 'Home' || event.key === 'End') event.stopImmediatePropagation()
    if (isList && event.key === 'Enter') void pickFirst()
    else if (isList) open.value = false
    else if (event.key === 'Escape') restore()
  }

  /** Closed, the list has no option that the field could point to. */
  const pointer = computed(() => (open.value ? {} : { 'aria-activedescendant': undefined }))

  return { text, open, busy, failed, options, canCreate, wanted, pointer, type, make, onKey }
}

export type Suggestions = ReturnType<typeof useSuggestions>
