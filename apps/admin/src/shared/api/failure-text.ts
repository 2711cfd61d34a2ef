import { problemText } from '@/shared/i18n'
import type { Failure } from './failure'

type Translate = (key: string, params?: Record<string, unknown>) => string

/** What to tell a person of a failed request. */
export function failureText(failure: Failure, t: Translate, seconds = 0): string {
  if (failure.kind === 'RATE_LIMITED') return t('failure.RATE_LIMITED', { seconds: seconds || failure.retryAfter })
  if (failure.kind === 'REFUSED') return problemText(failure.problem)
  if (failure.kind === 'UNAVAILABLE') return t(`failure.${failure.reason}`)
  if (failure.kind !== 'UNKNOWN') return t(`failure.${failure.kind}`)
  return failure.incidentId ? t('failure.INCIDENT', { id: failure.incidentId }) : t('failure.UNKNOWN')
}
