import type { LimitKey } from '@mailroom/core'
import { translate } from '@/shared/i18n'
import { number } from '@/shared/i18n/format'

const BYTES_PER_MB = 1_048_576
/** Limits of one mail: nothing of them is used up. */
const OF_A_MAIL: ReadonlySet<string> = new Set<LimitKey>(['recipients', 'messageBytes', 'attachments'])

interface Limit {
  readonly key: string
  readonly limit: number
  readonly used: number
}

/** What the field of a limit says of its use. */
export function useOf({ key, limit, used }: Limit): string {
  if (key === 'messageBytes') return translate('operator.bytes', { size: number(limit / BYTES_PER_MB) })
  return OF_A_MAIL.has(key) ? translate('operator.ofMail') : translate('operator.used', { used: number(used) })
}

/** Use against the limit, of one key. */
export function useOfLimit(limits: readonly Limit[], key: LimitKey): string {
  const found = limits.find((each) => each.key === key)
  return found ? `${number(found.used)} / ${number(found.limit)}` : ''
}
