import type { Problem } from '@mailroom/core'
import { shallowRef } from 'vue'
import type * as SpecEngine from './spec-engine'

/** Core's check of an address, which brings Unicode tables along: fetched while the form is filled in. */
export function useSpecCheck() {
  const engine = shallowRef<typeof SpecEngine>()
  void import('./spec-engine').then((loaded) => (engine.value = loaded))
  return (address: string, path: readonly string[]): readonly Problem[] =>
    engine.value?.parseAddressSpec(address, path).problems ?? []
}
