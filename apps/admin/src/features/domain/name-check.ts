import { error, type Problem } from '@mailroom/core'
import { shallowRef } from 'vue'
import type * as NameChecks from './name-checks'

/**
 * Core's checks of names, which bring the public suffix list and Unicode tables along: fetched while the form is
 * filled in. Until they are there only emptiness is checked, and the API checks the rest.
 */
export function useNameChecks() {
  const checks = shallowRef<typeof NameChecks>()
  void import('./name-checks').then((loaded) => (checks.value = loaded))

  /** The domain name of either type; path `name`. */
  function checkName(name: string, type: 'CUSTOM' | 'PLATFORM', platformRoot: string): readonly Problem[] {
    if (name.trim() === '') return [error('REQUIRED', ['name'])]
    if (type === 'PLATFORM') return checks.value?.parsePlatformName(name, platformRoot, ['name']).problems ?? []
    return checks.value?.parseDomainName(name, { platformRoot }, ['name']).problems ?? []
  }

  /** The MAIL FROM name of a domain; path `mailFromDomain`. */
  function checkMailFrom(name: string | null, domain: string): readonly Problem[] {
    return checks.value?.parseMailFrom(name, domain, {}, ['mailFromDomain']).problems ?? []
  }
  /** The normalised name where a domain somebody registers was typed, and not a name below one. */
  function registered(name: string): string | undefined {
    const host = checks.value?.normaliseHost(name)
    return host?.ok && checks.value?.isRegistrableDomain(host.value.ascii) ? host.value.unicode : undefined
  }
  return { checkName, checkMailFrom, registered }
}
