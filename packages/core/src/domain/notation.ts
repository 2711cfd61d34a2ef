import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'

/**
 * What is no domain name but may hold one: a URL, an e-mail address, a host with a port; or an IPv6 or bracketed
 * address (R-DOM-2). `propose` normalises the host inside for the problem's `proposal`.
 */
export function checkNotation(
  typed: string,
  path: readonly string[],
  propose: (host: string) => string,
): Problem | undefined {
  const found = excerpt(typed)
  if (/^\[.*\]$/.test(typed) || /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f.:]*$/i.test(typed))
    return error('DOMAIN_IP', path, { found })
  const code = notationOf(typed)
  if (code === undefined) return undefined
  const host = hostWithin(typed)
  if (host.startsWith('[')) return error('DOMAIN_IP', path, { found })
  if (host === '') return error('DOMAIN_SYNTAX', path, { found })
  return error(code, path, { found, proposal: excerpt(propose(host)) })
}

function notationOf(typed: string): 'DOMAIN_URL' | 'DOMAIN_AT' | 'DOMAIN_PORT' | undefined {
  if (/^mailto:/i.test(typed)) return 'DOMAIN_AT'
  if (/[/\\?#]/.test(typed) || /^[a-z][a-z0-9+-]*:(?!\d*$)/i.test(typed)) return 'DOMAIN_URL'
  if (typed.includes('@')) return 'DOMAIN_AT'
  return /:\d*$/.test(typed) ? 'DOMAIN_PORT' : undefined
}

/** The host of `scheme://user@host:port/path`, of `mailto:user@host?…` and of `user@host`. */
function hostWithin(typed: string): string {
  const authority = typed.replace(/^(?:mailto:|[a-z][a-z0-9+.-]*:(?!\d*$))?[/\\]*/i, '').split(/[/\\?#]/)[0] ?? ''
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/[>:].*$/, '')
    .trim()
}
