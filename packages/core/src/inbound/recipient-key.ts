import { normaliseHost } from '../domain/host.js'

/** A recipient taken apart for look-ups: both parts in lower case, the domain as A-labels. */
export interface RecipientKey {
  readonly local: string
  readonly domain: string
  /** `local@domain` (R-ADR-1). */
  readonly key: string
}

const NOT_ASCII = /[^\x00-\x7f]/

/** Tolerant: whatever stood in envelope or header gives a key; undefined: no address at all. */
export function recipientKey(recipient: string): RecipientKey | undefined {
  const key = recipient.toLowerCase()
  const at = key.lastIndexOf('@')
  if (at < 1) return undefined
  const local = key.slice(0, at)
  const typed = key.slice(at + 1)
  const domain = NOT_ASCII.test(typed) || typed.endsWith('.') ? plainDomain(typed) : typed
  return { local, domain, key: domain === typed ? key : `${local}@${domain}` }
}

function plainDomain(typed: string): string {
  const host = normaliseHost(typed)
  return host.ok ? host.value.ascii : typed
}
