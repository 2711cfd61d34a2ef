import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'

/**
 * What is no domain name but holds one: a URL, an e-mail address, a host with a port; or an IPv6 or bracketed address
 * (R-DOM-2). `propose` makes the name to propose from the host inside, or '' where that is none.
 */
export function checkNotation(
  typed: string,
  path: readonly string[],
  propose: (host: string) => string,
): Problem | undefined {
  const found = excerpt(typed)
  if (/^\[.*\]$/.test(typed) || /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f.:]*$/i.test(typed))
    return error('DOMAIN_IP', path, { found })
  const params = (): { found: string; proposal: string } => ({ found, proposal: propose(hostWithin(typed)) })
  if (/[/\\?#]/.test(typed) || /^[a-z][a-z0-9+-]*:(?!\d*$)/i.test(typed))
    return typed.toLowerCase().startsWith('mailto:')
      ? error('DOMAIN_AT', path, params())
      : error('DOMAIN_URL', path, params())
  if (typed.includes('@')) return error('DOMAIN_AT', path, params())
  if (/:\d*$/.test(typed)) return error('DOMAIN_PORT', path, params())
  return undefined
}

/** The host of `scheme://user@host:port/path`, of `mailto:user@host?…` and of `user@host`. */
function hostWithin(typed: string): string {
  const authority = typed.replace(/^(?:[a-z][a-z0-9+.-]*:(?!\d*$))?[/\\]*/i, '').split(/[/\\?#]/)[0] ?? ''
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/[>:].*$/, '')
    .trim()
}
