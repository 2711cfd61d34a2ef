import type { AddressSettings } from '../address/types.js'
import type { FlowAction, FlowDefinition } from '../flow/types.js'
import type { ExpectedOutcome } from '../saved-test/types.js'

/** Two skills of which one takes the other's place wherever it is referred to. */
export interface SkillReplacement {
  readonly from: string
  readonly into: string
}

/** How well somebody has a skill, 0 to 5 (R-QUE-3). */
interface Ability {
  readonly id: string
  readonly proficiency: number
}

/** What somebody can do after the replacement: of two proficiencies the higher one stays (R-QUE-3). */
export function replaceSkillOfAbilities(abilities: readonly Ability[], { from, into }: SkillReplacement): Ability[] {
  const best = new Map<string, number>()
  for (const { id, proficiency } of abilities) {
    const kept = id === from ? into : id
    best.set(kept, Math.max(proficiency, best.get(kept) ?? 0))
  }
  return [...best].map(([id, proficiency]) => ({ id, proficiency }))
}

/** An address's settings that ask for the other skill, once (R-ADR-7). */
export function replaceSkillOfSettings(settings: AddressSettings, replacement: SkillReplacement): AddressSettings {
  const { routing } = settings
  if (routing.kind !== 'QUEUE') return settings
  return { ...settings, routing: { ...routing, skillIds: replaced(routing.skillIds, replacement) } }
}

/** A flow whose actions name the other skill, once each (R-FLO-3); the same object where none names the first. */
export function replaceSkillOfFlow(definition: FlowDefinition, replacement: SkillReplacement): FlowDefinition {
  const ofAction = (action: FlowAction) => replaceInAction(action, replacement)
  const rules = definition.rules.map((rule) => {
    const then = rule.then.map(ofAction)
    return isSame(then, rule.then) ? rule : { ...rule, then }
  })
  const otherwise = ofAction(definition.otherwise)
  const isUntouched = isSame(rules, definition.rules) && otherwise === definition.otherwise
  return isUntouched ? definition : { ...definition, rules, otherwise }
}

/** What a test expects, with the other skill; the same array where it expects nothing of the first. */
export function replaceSkillOfExpected(
  expected: readonly ExpectedOutcome[],
  replacement: SkillReplacement,
): readonly ExpectedOutcome[] {
  const after = expected.map((each) =>
    each.skillIds?.includes(replacement.from) ? { ...each, skillIds: replaced(each.skillIds, replacement) } : each,
  )
  return isSame(after, expected) ? expected : after
}

function replaceInAction(action: FlowAction, replacement: SkillReplacement): FlowAction {
  const { addSkillIds, removeSkillIds, transferToQueue } = action
  const has = (ids: readonly string[] | null | undefined): ids is readonly string[] =>
    ids?.includes(replacement.from) ?? false
  if (has(addSkillIds)) return { ...action, addSkillIds: replaced(addSkillIds, replacement) }
  if (has(removeSkillIds)) return { ...action, removeSkillIds: replaced(removeSkillIds, replacement) }
  if (!transferToQueue || !has(transferToQueue.skillIds)) return action
  return {
    ...action,
    transferToQueue: { ...transferToQueue, skillIds: replaced(transferToQueue.skillIds, replacement) },
  }
}

function replaced(ids: readonly string[], { from, into }: SkillReplacement): readonly string[] {
  return [...new Set(ids.map((id) => (id === from ? into : id)))]
}

function isSame(after: readonly unknown[], before: readonly unknown[]): boolean {
  return after.every((each, index) => each === before[index])
}
