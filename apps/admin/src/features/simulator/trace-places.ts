import type { RouteLocationRaw } from 'vue-router'
import type { ShownDecision } from './outcome'

/** Where the setting behind a step is changed. `text`: the key of the link's words. */
export interface Place {
  readonly text: 'address' | 'routing' | 'spam' | 'domain' | 'flow'
  readonly to: RouteLocationRaw
}

type Step = ShownDecision['trace'][number]

/** For each step of the trace the setting behind it; steps after a recipient's are about that recipient. */
export function placesOf({ outcomes, trace }: ShownDecision, org: string): (Place | undefined)[] {
  let current = outcomes.find((outcome) => outcome.address)?.address
  return trace.map((step) => {
    const named = String(step.params['address'] ?? '').toLowerCase()
    current = outcomes.find((outcome) => outcome.address?.name.toLowerCase() === named)?.address ?? current
    return placeOf(step, current?.id, org) ?? flowPlace(step, outcomes, org)
  })
}

function placeOf({ code, params }: Step, id: string | undefined, org: string): Place | undefined {
  if (code === 'DOMAIN_CANNOT_RECEIVE') return { text: 'domain', to: `/o/${org}/domains/${params['domain']}` }
  if (!id) return undefined
  const address = { name: 'address-by-id', params: { org, id } }
  if (code.startsWith('RECIPIENT_MATCHED')) return { text: 'address', to: address }
  if (code.startsWith('SPAM_')) return { text: 'spam', to: { ...address, hash: '#spam' } }
  return code.startsWith('ROUTED_') ? { text: 'routing', to: { ...address, hash: '#routing' } } : undefined
}

function flowPlace({ params }: Step, outcomes: ShownDecision['outcomes'], org: string): Place | undefined {
  const flow = outcomes.find((outcome) => outcome.flow && outcome.flow.name === params['flow'])?.flow
  return flow ? { text: 'flow', to: { name: 'flow', params: { org, id: flow.id } } } : undefined
}
