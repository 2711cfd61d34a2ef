import type { DnsStatus, RecordChangeFieldsFragment } from '@/gql/graphql'

type Change = Pick<RecordChangeFieldsFragment, 'key' | 'event' | 'from' | 'to' | 'at'>

/** A time in which a record had one state; milliseconds since 1970. */
export interface Span {
  readonly status: DnsStatus
  readonly from: number
  readonly until: number
  /** Of the whole time that is shown, 0 to 100. */
  readonly percent: number
}

export interface Strip {
  readonly key: string
  readonly spans: readonly Span[]
}

/** How each record's state changed, from the first change known until now. `changes`: the latest first. */
export function stripsOf(keys: readonly string[], changes: readonly Change[], now: number): Strip[] {
  const states = changes.filter(({ event }) => event === 'STATE').reverse()
  const begin = Math.min(now, ...states.map(({ at }) => Date.parse(at)))
  const whole = Math.max(1, now - begin)
  return keys.flatMap((key) => {
    const own = states.filter((change) => change.key === key)
    const spans = own.flatMap(({ to, from, at }, index): Span[] => {
      const since = Date.parse(at)
      const until = Date.parse(own[index + 1]?.at ?? '') || now
      const before = index === 0 && since > begin ? [spanOf(from, begin, since, whole)] : []
      return [...before, spanOf(to, since, until, whole)]
    })
    return spans.length > 0 ? [{ key, spans }] : []
  })
}

function spanOf(status: DnsStatus, from: number, until: number, whole: number): Span {
  return { status, from, until, percent: (100 * (until - from)) / whole }
}
