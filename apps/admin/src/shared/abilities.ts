import { computed, type ModelRef } from 'vue'
import type { Option } from '@/shared/ui'

/** A skill or language that somebody has, as a form holds it. */
export interface Ability extends Option {
  /** 0 to 5 (R-QUE-3). */
  proficiency: number
}

/** As good as most are, until somebody says otherwise. */
const USUAL = 3

interface Stored {
  readonly id: string
  readonly name: string
  readonly proficiency: number
}

export const toAbilities = (each: readonly Stored[]): Ability[] =>
  each.map(({ id, name, proficiency }) => ({ id, label: name, proficiency }))

/** As the API takes them. */
export const toProficiencies = (each: readonly Ability[]) => each.map(({ id, proficiency }) => ({ id, proficiency }))

/** Fields over abilities: which are `chosen`, each keeping its level, and `setLevel` of one. */
export function useAbilities(model: ModelRef<Ability[]>) {
  const withLevel = ({ id, label }: Option): Ability =>
    model.value.find((one) => one.id === id) ?? { id, label, proficiency: USUAL }
  const chosen = computed({
    get: () => model.value,
    set: (each: readonly Option[]) => (model.value = each.map(withLevel)),
  })
  function setLevel(id: string, proficiency: number): void {
    model.value = model.value.map((each) => (each.id === id ? { ...each, proficiency } : each))
  }
  return { chosen, setLevel }
}
