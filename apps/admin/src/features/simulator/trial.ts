import { computed, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { EmailAddressSettingsInput, FlowDefinitionInput, InboundMessageInput } from '@/gql/graphql'
import { problemText, useI18n } from '@/shared/i18n'
import { unsavedOf } from '@/shared/unsaved-address'
import { unsavedFlowOf } from '@/shared/unsaved-flow'
import type { Override } from './configuration'
import { useFlowDraft } from './flow-draft'

/** What is not stored and can be tried: for the browser, and the same for the server. */
export interface Trial {
  readonly override: Override
  readonly input: Pick<InboundMessageInput, 'overrides' | 'flows'>
  /** Names that only the form knows. */
  readonly names: ReadonlyMap<string, string>
}

export interface Candidate {
  readonly label: string
  /** Where the form is: to come back. */
  readonly path: string
  /** Why it cannot be tried yet. */
  readonly problems: readonly string[]
  readonly trial: Trial | null
}

/** The unsaved form of the address, or the draft of the flow, that the URL names; and which configuration is chosen. */
export function useTrial() {
  const { t } = useI18n()
  const route = useRoute()
  const queried = (name: string) => String(route.query[name] ?? '')

  const ofAddress = computed((): Candidate | null => {
    const unsaved = unsavedOf(queried('address'))
    if (!unsaved) return null
    const { id, address, path, draft, settings, names } = unsaved
    const overrides = [{ addressId: id, settings: draft as EmailAddressSettingsInput }]
    return {
      label: t('simulator.unsaved', { address }),
      path,
      problems: unsaved.problems.map(problemText),
      trial: settings && { override: { address: { id, settings } }, input: { overrides }, names },
    }
  })
  const ofFlow = computed((): Candidate | null => {
    const unsaved = unsavedFlowOf(queried('flow'))
    if (!unsaved) return null
    const { flowId: id, name, path, definition, valid, names } = unsaved
    const flows = [{ flowId: id, definition: definition as unknown as FlowDefinitionInput }]
    return {
      label: t('simulator.flowDraft', { name }),
      path,
      problems: valid ? [] : [t('simulator.draftInvalid')],
      trial: valid ? { override: { flow: { id, definition } }, input: { flows }, names } : null,
    }
  })

  const saved = useFlowDraft(() => queried('flow'))
  const candidate = computed(() => ofAddress.value ?? ofFlow.value ?? saved.candidate)
  const config = ref<'live' | 'unsaved'>('live')
  watch(candidate, (found) => (config.value = found ? 'unsaved' : 'live'), { immediate: true })
  const configs = computed(() => [
    { value: 'live' as const, label: t('simulator.live') },
    { value: 'unsaved' as const, label: candidate.value?.label ?? '' },
  ])
  const chosen = computed(() => (config.value === 'unsaved' ? candidate.value : null))
  const note = computed(() => saved.note)
  return { candidate, chosen, config, configs, note, ready: saved.ready }
}
