import { computed, reactive, ref, shallowRef, watch } from 'vue'
import {
  ApplyConfigurationDocument,
  ConfigurationFileDocument,
  PlanConfigurationDocument,
  type ApplyConfigurationMutation,
  type PlanConfigurationMutation,
} from '@/gql/graphql'
import { client, toFailure, useOrganization, useSave } from '@/shared/api'

/** What a file would do, as the API says it. */
export type Plan = PlanConfigurationMutation['planConfiguration']['plan']
type Counts = NonNullable<ApplyConfigurationMutation['applyConfiguration']['applied']>

/** A configuration file on its way: brought here, planned, applied. What is planned is void with the next change of it. */
export function useConfiguration() {
  const { id, slug } = useOrganization()
  const text = ref('')
  const consent = ref(false)
  const plan = shallowRef<Plan>()
  const applied = shallowRef<Counts>()
  const planning = useSave()
  const applying = useSave()
  const loading = useSave()

  watch(text, forget)

  /** The organisation's own file; undefined: it could not be loaded. */
  async function load(): Promise<string | undefined> {
    if (loading.busy) return undefined
    loading.busy = true
    loading.failure = undefined
    try {
      const variables = { org: slug.value }
      const { data } = await client.query({ query: ConfigurationFileDocument, variables, fetchPolicy: 'no-cache' })
      return data.organization?.configuration
    } catch (error) {
      loading.failed(toFailure(error))
      return undefined
    } finally {
      loading.busy = false
    }
  }

  /** A plan with problems is a plan still: they stand beside the file. */
  async function makePlan(): Promise<void> {
    forget()
    applied.value = undefined
    const input = { organizationId: id.value, yaml: text.value }
    await planning.run(async () => {
      const { data } = await client.mutate({ mutation: PlanConfigurationDocument, variables: { input } })
      plan.value = data!.planConfiguration.plan
      return { problems: [] }
    })
  }

  async function apply(): Promise<void> {
    const fingerprint = plan.value?.fingerprint
    if (!fingerprint) return
    const input = { organizationId: id.value, yaml: text.value, fingerprint, allowDeletes: consent.value }
    const payload = await applying.save(ApplyConfigurationDocument, { input }, (data) => data.applyConfiguration)
    if (!payload?.applied) return
    applied.value = payload.applied
    plan.value = undefined
    await client.resetStore().catch(() => undefined)
  }

  function forget(): void {
    plan.value = undefined
    consent.value = false
    applying.problems = []
  }

  return reactive({
    text,
    consent,
    plan,
    applied,
    planning,
    applying,
    loading,
    load,
    makePlan,
    apply,
    /** Somebody changed the configuration since the plan. */
    isMoved: computed(() => applying.problems.some(({ code }) => code === 'CONFIGURATION_MOVED')),
  })
}
