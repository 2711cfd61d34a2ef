import type { AbilityFragment } from '@/gql/graphql'
import type { Option } from '@/shared/ui'

/** A skill or language that somebody has, as a form holds it. */
export interface Ability extends Option {
  /** 0 to 5 (R-QUE-3). */
  proficiency: number
}

export const toAbilities = (each: readonly AbilityFragment[]): Ability[] =>
  each.map(({ id, name, proficiency }) => ({ id, label: name, proficiency }))

/** As the API takes them. */
export const toProficiencies = (each: readonly Ability[]) => each.map(({ id, proficiency }) => ({ id, proficiency }))
