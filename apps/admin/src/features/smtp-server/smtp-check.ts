import { shallowRef } from 'vue'
import type { Problem, StoredSmtpServer } from '@mailroom/core'
import type { SmtpServerRowFragment } from '@/gql/graphql'
import type * as SmtpChecks from './smtp-checks'
import { toDraft, type SmtpServerForm } from './smtp-form'

/** Core's checks of a server, which bring Unicode tables along: fetched while the form is filled in. */
export function useSmtpCheck() {
  const checks = shallowRef<typeof SmtpChecks>()
  void import('./smtp-checks').then((loaded) => (checks.value = loaded))

  function check(form: SmtpServerForm, server?: SmtpServerRowFragment): readonly Problem[] {
    const current: StoredSmtpServer | null = server ? { ...server, user: server.user ?? null } : null
    const found = checks.value?.parseSmtpServer(toDraft(form, server), current).problems ?? []
    return found.map((problem) => (problem.path[0] === 'maxMessageBytes' ? asMegabytes(problem) : problem))
  }

  /** Where a test mail goes; path `to`. */
  function checkAddress(to: string): readonly Problem[] {
    return to.trim() === '' ? [] : (checks.value?.parseAddressSpec(to, ['to']).problems ?? [])
  }
  return { check, checkAddress }
}

/** The form speaks of megabytes. */
function asMegabytes(problem: Problem): Problem {
  const params = Object.fromEntries(
    Object.entries(problem.params).map(([name, bytes]) => [name, Math.ceil(Number(bytes) / 1_048_576)]),
  )
  return { ...problem, path: ['megabytes'], params }
}
