import type { PersonRowFragment as Person } from '@/gql/graphql'
import type { Option } from '@/shared/ui'

/** A skill or language that a person has, as a form holds it. */
export interface Ability extends Option {
  /** 0 to 5 (R-QUE-3). */
  proficiency: number
}

/** As good as most are, until somebody says otherwise. */
export const USUAL_PROFICIENCY = 3

/** A member as a row of a list of named things. */
export const toRow = (person: Person) => ({ ...person, name: person.user.name || person.user.email })

export const toAbilities = (each: Person['skills']): Ability[] =>
  each.map(({ id, name, proficiency }) => ({ id, label: name, proficiency }))

/** As the API takes them. */
export const toProficiencies = (each: readonly Ability[]) => each.map(({ id, proficiency }) => ({ id, proficiency }))
