import type { FlowDefinition } from '@mailroom/core'
import { reactive, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { SimulatorFlowDraftDocument, type FlowDefinitionInput } from '@/gql/graphql'
import { client, useOrganization } from '@/shared/api'
import { isSame } from '@/shared/form/paths'
import { useI18n } from '@/shared/i18n'
import { unsavedFlowOf } from '@/shared/unsaved-flow'
import { namesOfDefinition } from './configuration'
import type { Candidate } from './trial'

/**
 * The saved draft of the flow that the URL names, where the console has not kept a form of it: `note` says what is tried
 * in its place, also where there is no draft to try.
 */
export function useFlowDraft(id: () => string) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const organization = useOrganization()
  const candidate = shallowRef<Candidate | null>(null)
  const note = ref('')
  let loading = Promise.resolve()

  watch(
    id,
    (wanted) => {
      candidate.value = null
      note.value = ''
      loading = wanted !== '' && !unsavedFlowOf(wanted) ? load(wanted) : Promise.resolve()
    },
    { immediate: true },
  )

  async function load(wanted: string): Promise<void> {
    const flow = await fetchFlow(wanted).catch(() => null)
    if (id() !== wanted) return
    if (!flow) note.value = t('simulator.flow.unread')
    else if (flow.published && isSame(flow.draft.source, flow.published.source))
      note.value = t('simulator.flow.published', { name: flow.name, version: flow.publishedVersion })
    else {
      candidate.value = await toCandidate(flow)
      note.value = t('simulator.flow.draft', { name: flow.name })
    }
  }

  async function fetchFlow(wanted: string) {
    const variables = { org: organization.slug.value, id: wanted }
    const { data } = await client.query({ query: SimulatorFlowDraftDocument, variables, fetchPolicy: 'no-cache' })
    return data.organization?.flow ?? null
  }

  async function toCandidate(flow: NonNullable<Awaited<ReturnType<typeof fetchFlow>>>): Promise<Candidate> {
    const { isDecidable } = await import('./decide')
    const definition = flow.draft.source as unknown as FlowDefinition
    const valid = isDecidable(definition)
    const flows = [{ flowId: flow.id, definition: definition as unknown as FlowDefinitionInput }]
    const override = { flow: { id: flow.id, definition } }
    return {
      label: t('simulator.flowDraft', { name: flow.name }),
      path: router.resolve({ name: 'flow', params: { org: route.params['org'], id: flow.id } }).fullPath,
      problems: valid ? [] : [t('simulator.draftInvalid')],
      trial: valid ? { override, input: { flows }, names: namesOfDefinition(flow.draft) } : null,
    }
  }

  return reactive({ candidate, note, ready: () => loading })
}
