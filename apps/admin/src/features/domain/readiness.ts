import type { CapabilityFieldsFragment } from '@/gql/graphql'
import type { Tone } from '@/shared/ui'

type Way = 'send' | 'receive'

/** How the readiness of a domain shows: ready, ready but at risk, or not. */
export function readinessOf(capability: CapabilityFieldsFragment, way: Way): { tone: Tone; text: string } {
  if (!capability.ready) return { tone: 'warn', text: `domain.${way}.notReady` }
  return capability.reasons.length > 0
    ? { tone: 'warn', text: `domain.${way}.atRisk` }
    : { tone: 'ok', text: `domain.${way}.ready` }
}
