import { computed, ref, shallowRef } from 'vue'
import { PublishFlowDocument, UnpublishFlowDocument, type FlowContentFragment } from '@/gql/graphql'
import { useSave } from '@/shared/api'
import type { Use } from '@/shared/list/uses'

/** Publishing a flow and taking it back (R-FLO-4): what came of it, and who keeps it published. */
export function usePublishing() {
  const publishing = useSave()
  const unpublishing = useSave()
  const usedBy = shallowRef<readonly Use[]>([])
  const asking = ref(false)
  const refusals = computed(() =>
    [...publishing.problems, ...unpublishing.problems].filter(({ code }) => code !== 'IN_USE'),
  )

  async function publish({ id, version }: FlowContentFragment): Promise<void> {
    unpublishing.savedAt = undefined
    await publishing.save(PublishFlowDocument, { input: { id, expectedVersion: version } }, (data) => data.publishFlow)
    asking.value = false
  }

  async function unpublish({ id, version }: FlowContentFragment): Promise<void> {
    publishing.savedAt = undefined
    usedBy.value = []
    await unpublishing.save(UnpublishFlowDocument, { input: { id, expectedVersion: version } }, ({ unpublishFlow }) => {
      usedBy.value = unpublishFlow.usedBy
      return unpublishFlow
    })
  }

  return { publishing, unpublishing, usedBy, asking, refusals, publish, unpublish }
}
