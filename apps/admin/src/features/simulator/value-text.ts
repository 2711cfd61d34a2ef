import { translate } from '@/shared/i18n'
import { listOf, number } from '@/shared/i18n/format'
import type { Expectable } from './expected'
import type { Named, ShownOutcome } from './outcome'

/** A part of an outcome in words. */
export function valueText(outcome: ShownOutcome | undefined, field: Expectable): string {
  const value = outcome?.[field]
  if (value === null || value === undefined) return translate('simulator.none')
  if (field === 'result') return translate(`simulator.outcome.${String(value)}`, { queue: outcome?.queue?.name ?? '' })
  if (field === 'reason') return translate(`simulator.reason.${String(value)}`, { flow: outcome?.flow?.name ?? '' })
  if (typeof value === 'boolean') return translate(value ? 'simulator.yes' : 'simulator.no')
  if (typeof value === 'number') return number(value)
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return (value as Named).name
  const names = (value as (Named | string)[]).map((one) => (typeof one === 'string' ? one : one.name))
  return listOf(names) || translate('simulator.none')
}
