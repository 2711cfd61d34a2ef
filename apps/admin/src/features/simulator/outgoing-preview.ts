import type { TraceStep } from '@mailroom/core'
import { parseParams } from '@mailroom/messages'
import { reactive, ref, shallowRef } from 'vue'
import { PreviewOutboundDocument, type PreviewOutboundQuery } from '@/gql/graphql'
import { client, toFailure, toProblem, useOrganization, type Failure } from '@/shared/api'
import type { ShownProblem } from '@/shared/i18n'
import type { ShownDecision } from './outcome'
import { toDraftInput, type OutgoingForm } from './outgoing-form'

type ServerPreview = NonNullable<PreviewOutboundQuery['organization']>['previewOutbound']

/** What would leave, as the page shows it. */
export interface ShownPreview extends Pick<ServerPreview, 'editor' | 'mail'> {
  readonly problems: readonly ShownProblem[]
  readonly decision: ShownDecision
}

/** Asks the server what would leave; nothing is sent. */
export function useOutgoingPreview() {
  const organization = useOrganization()
  const busy = ref(false)
  const result = shallowRef<ShownPreview>()
  const failure = shallowRef<Failure>()

  async function run(form: OutgoingForm): Promise<void> {
    if (busy.value) return
    busy.value = true
    failure.value = undefined
    try {
      const variables = { org: organization.slug.value, input: toDraftInput(form) }
      const { data } = await client.query({ query: PreviewOutboundDocument, variables, fetchPolicy: 'no-cache' })
      result.value = toShown(data.organization!.previewOutbound)
    } catch (error) {
      failure.value = toFailure(error)
    } finally {
      busy.value = false
    }
  }

  return reactive({ run, busy, result, failure })
}

function toShown({ editor, mail, problems, trace }: ServerPreview): ShownPreview {
  const steps = trace.map(
    (step) => ({ ...step, params: parseParams(step.code as TraceStep['code'], step.params) }) as TraceStep,
  )
  return { editor, mail, problems: problems.map(toProblem), decision: { outcomes: [], trace: steps, replyTo: null } }
}
