import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { currentViewer, useOrganization } from '@/shared/api'
import { commandsOf, helpOf, pagesOf, type Place } from './commands'
import { byGroup, find, isFound, MOST, type Entry } from './entry'
import { findObjects } from './objects'
import { allOrganisations, organisationEntries } from './organisations'
import { recentEntries } from './recents'

export type List = 'all' | 'organisations'

const DEBOUNCE = 150
/** More organisations show only when some are typed for. */
const MOST_ORGANISATIONS = 50
/** So many of them are asked for their problems at once. */
const MOST_COUNTED = 8

/** What the palette offers for what is typed, and which of it is meant now. */
export function usePalette(start: List) {
  const route = useRoute()
  const router = useRouter()
  const organization = useOrganization()
  const typed = ref('')
  const list = ref(start)
  const activeId = ref('')
  const search = useObjects(typed, list)

  const memberships = computed(() => currentViewer.value?.memberships ?? [])
  const place = computed<Place>(() => ({
    ...{ org: organization.slug.value, granted: organization.granted.value, route, router },
    hasSeveral: memberships.value.length > 1,
  }))
  const organisations = computed(() => organisationEntries(memberships.value, route, router))
  const recents = recentEntries(currentViewer.value?.user?.id ?? '', organization.id.value)
  const isBlank = computed(() => typed.value.trim() === '')

  const entries = computed<Entry[]>(() => {
    if (list.value === 'organisations') return ofOrganisations()
    const commands = find(commandsOf(place.value), typed.value).slice(0, MOST)
    if (isBlank.value) return [...recents, ...commands]
    const pages = find(pagesOf(place.value), typed.value).slice(0, MOST)
    const others = memberships.value.length > 1 ? find(organisations.value, typed.value).slice(0, MOST) : []
    return [...commands, ...pages, ...search.found.value, ...others, ...find(helpOf(place.value), typed.value)]
  })

  function ofOrganisations(): Entry[] {
    const found = find(organisations.value, typed.value).slice(0, MOST_ORGANISATIONS)
    const counted = found.map((entry, index) => (index < MOST_COUNTED ? entry : { ...entry, problemsOf: undefined }))
    return [...counted, allOrganisations()]
  }

  const groups = computed(() => shownGroups(entries.value, list.value))
  const shown = computed(() => groups.value.flatMap((group) => group.entries))
  const active = computed(() => shown.value.find(({ id }) => id === activeId.value) ?? shown.value[0])
  watch(typed, () => (activeId.value = ''))

  function move(step: 1 | -1) {
    const all = shown.value
    const index = all.findIndex(({ id }) => id === active.value?.id) + step
    activeId.value = all.at(index % all.length)?.id ?? ''
  }

  function open(next: List) {
    typed.value = ''
    list.value = next
  }

  /** How many organisations are there that do not show. */
  const hidden = computed(() => {
    const found = list.value === 'organisations' ? find(organisations.value, typed.value).length : 0
    return Math.max(0, found - MOST_ORGANISATIONS)
  })

  return { typed, list, groups, shown, active, activeId, hidden, move, open, busy: search.busy, failed: search.failed }
}

/** In the list of organisations the last one leads to all of them, after the others. */
function shownGroups(entries: readonly Entry[], list: List) {
  const groups = byGroup(entries)
  return list === 'organisations' ? groups.toReversed() : groups
}

/** The things of the organisation that are found: one request when the typing pauses. */
function useObjects(typed: { readonly value: string }, list: { readonly value: List }) {
  const organization = useOrganization()
  const found = shallowRef<readonly Entry[]>([])
  const busy = ref(false)
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load(mine: number) {
    const answer = await findObjects(organization.slug.value, organization.granted.value, typed.value).catch(
      () => undefined,
    )
    if (mine !== turn) return
    found.value = answer ?? []
    failed.value = answer === undefined
    busy.value = false
  }

  watch([() => typed.value.trim(), () => list.value], ([text]) => {
    clearTimeout(timer)
    const mine = ++turn
    failed.value = false
    found.value = found.value.filter(({ id, label }) => text !== '' && !id.startsWith('all-') && isFound(label, text))
    busy.value = text !== '' && list.value === 'all' && organization.slug.value !== ''
    if (busy.value) timer = setTimeout(() => void load(mine), DEBOUNCE)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    turn++
  })
  return { found, busy, failed }
}
