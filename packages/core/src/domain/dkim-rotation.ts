import { isProven } from './states.js'
import type { DkimSelector, RecordState } from './types.js'

const DAY = 24 * 60 * 60 * 1000

/** How long the record of a key that signs no more stays valid, in milliseconds (R-DOM-7). */
export const DKIM_RETIREMENT = 7 * DAY

/** Which of a domain's two DKIM keys is to sign, and where a rotation stands; JSON-safe (R-DOM-7). */
export interface DkimRotation {
  /** The selector whose key signs as long as its record is there. */
  readonly active: DkimSelector
  /** When it was asked to move signing to the other selector; null: it was not, or it has moved. */
  readonly requestedAt: number | null
  /** When the other selector gets a new key, for it has signed until lately; null: it has its new key. */
  readonly retiresAt: number | null
}

/** How a domain begins: the first selector signs. */
export const FIRST_ROTATION: DkimRotation = { active: 'mr1', requestedAt: null, retiresAt: null }

/** The other one of the two selectors. */
export function otherSelector(selector: DkimSelector): DkimSelector {
  return selector === 'mr1' ? 'mr2' : 'mr1'
}

/** Asks for a rotation; one that is under way goes on as it is (R-DOM-7). */
export function requestRotation(rotation: DkimRotation, now: number): DkimRotation {
  return { ...rotation, requestedAt: rotation.requestedAt ?? now }
}

/** The selector that is due for a new key: it signed until seven days ago (R-DOM-7). Null: none. */
export function selectorToRenew({ active, retiresAt }: DkimRotation, now: number): DkimSelector | null {
  return retiresAt !== null && now >= retiresAt ? otherSelector(active) : null
}

/** The rotation once the selector that was due has its new key. */
export function renewedRotation(rotation: DkimRotation): DkimRotation {
  return { ...rotation, retiresAt: null }
}

/**
 * The rotation after a check at `now`: signing moves as soon as the other selector's record, with a key that has not
 * signed yet, was seen right after it was asked for (R-DOM-7).
 */
export function advanceRotation(rotation: DkimRotation, states: readonly RecordState[], now: number): DkimRotation {
  const { active, requestedAt, retiresAt } = rotation
  if (requestedAt === null || retiresAt !== null) return rotation
  const next = otherSelector(active)
  return isSeen(stateOf(states, next), requestedAt)
    ? { active: next, requestedAt: null, retiresAt: now + DKIM_RETIREMENT }
    : rotation
}

/**
 * The selector whose key signs now: the active one, else the other one, whose record is proven (R-DOM-7, R-OUT-7).
 * Null: none, so that the platform's key signs.
 */
export function signingSelector({ active }: DkimRotation, states: readonly RecordState[]): DkimSelector | null {
  const isPublished = (selector: DkimSelector): boolean => {
    const state = stateOf(states, selector)
    return state !== undefined && isProven(state)
  }
  return [active, otherSelector(active)].find(isPublished) ?? null
}

/** Right at a check that was not before `since`: neither missing lately nor without an answer. */
function isSeen(state: RecordState | undefined, since: number): boolean {
  if (state?.status !== 'VERIFIED' || state.checkedAt === null) return false
  return state.checkedAt >= since && state.misses.length === 0 && state.hint === null
}

function stateOf(states: readonly RecordState[], selector: DkimSelector): RecordState | undefined {
  return states.find(({ key }) => key === `DKIM:${selector}`)
}
