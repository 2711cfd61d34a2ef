import { error, type Problem } from '../problem.js'

/** An interaction as far as its handle times depend on it; times in milliseconds since 1970 (R-SES-1). */
export interface HandledInteraction {
  /** The setting of the address (R-ADR-12). */
  readonly multipleActions: boolean
  readonly startedAt: number
  /** When mails were sent, in any order. */
  readonly sentAt: readonly number[]
  /** Null: not yet. */
  readonly disconnectedAt: number | null
}

/** The time that an agent took for one mail. */
export interface HandledSession {
  /** Milliseconds since 1970. */
  readonly sentAt: number
  readonly handleSeconds: number
}

/** Times of an interaction by mail. */
export interface HandleTimes {
  /** In the order of sending. */
  readonly sessions: readonly HandledSession[]
  /** From the last send to the disconnect: it belongs to no mail. */
  readonly afterWorkSeconds: number
}

/** How much may be asked of `handleTimes` at once. */
export const SESSION_LIMITS = {
  /** Mails of one interaction. */
  sent: 1_000,
  /** Ten years. */
  milliseconds: 10 * 365 * 86_400_000,
} as const

/**
 * R-SES-1. Without multiple actions the first mail sent ends the interaction, and later times are ignored. With them
 * each mail sent until the disconnect, that very moment included, is a session of its own, timed from the send before;
 * what is left until the disconnect is after-work, none without a send or before the disconnect.
 */
export function handleTimes({ multipleActions, startedAt, sentAt, disconnectedAt }: HandledInteraction): HandleTimes {
  const end = disconnectedAt ?? Infinity
  const inTime = sentAt.filter((at) => at <= end).sort((a, b) => a - b)
  const counted = multipleActions ? inTime : inTime.slice(0, 1)
  // Whole seconds since the start: what is cut off one session is not lost to the next.
  const seconds = counted.map((at) => secondsBetween(startedAt, at))
  const sessions = counted.map((at, index) => ({
    sentAt: at,
    handleSeconds: seconds[index]! - (seconds[index - 1] ?? 0),
  }))
  const last = seconds.at(-1)
  const isWorkedOn = multipleActions && disconnectedAt !== null && last !== undefined
  return { sessions, afterWorkSeconds: isWorkedOn ? secondsBetween(startedAt, disconnectedAt) - last : 0 }
}

/** R-SES-1: no time lies before the start, or ten years after it. Problem: INVALID by path. */
export function checkHandledInteraction({ startedAt, sentAt, disconnectedAt }: HandledInteraction): Problem[] {
  const isOutside = (at: number) => !(at >= startedAt && at - startedAt <= SESSION_LIMITS.milliseconds)
  return [
    ...sentAt.flatMap((at, index) => (isOutside(at) ? [error('INVALID', ['sentAt', String(index)])] : [])),
    ...(disconnectedAt !== null && isOutside(disconnectedAt) ? [error('INVALID', ['disconnectedAt'])] : []),
  ]
}

function secondsBetween(from: number, to: number): number {
  return Math.floor((to - from) / 1000)
}
