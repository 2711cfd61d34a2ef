import { normaliseHost } from '../domain/host.js'
import { error, type Problem } from '../problem.js'
import type { Result } from '../result.js'
import { excerpt } from '../text.js'

const LABEL = /^(?!\d+$|0x)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const GROUP = /^[0-9a-f]{1,4}$/i
const OCTET = /^(?:0|[1-9]\d{0,2})$/
/** Problems of a domain name that say of a host, too, what to do. */
const SHARED = new Set(['REQUIRED', 'DOMAIN_URL', 'DOMAIN_AT', 'DOMAIN_PORT', 'DOMAIN_TOO_LONG'])

/**
 * The host of a server: a name (one label is enough, it may be of the own network) or an IP literal, in brackets or not
 * (R-SMTP-1). Other spellings of addresses, such as `127.1` or `0x7f.1`, are refused. Problems: REQUIRED, HOST_SYNTAX,
 * DOMAIN_URL, DOMAIN_AT, DOMAIN_PORT, DOMAIN_TOO_LONG, and the warning DOMAIN_MIXED_SCRIPTS.
 */
export function parseHost(value: string | null | undefined, path: readonly string[]): Result<string> {
  const typed = value?.trim() ?? ''
  const literal = typed.replace(/^\[(.*)\]$/s, '$1').toLowerCase()
  if (isIpv6(literal) || (literal === typed && isIpv4(literal))) return { ok: true, value: literal, problems: [] }
  const single = typed.replace(/\.$/, '')
  if (LABEL.test(single)) return { ok: true, value: single.toLowerCase(), problems: [] }
  const host = normaliseHost(typed, path)
  if (host.ok) return { ok: true, value: host.value.ascii, problems: host.problems }
  return { ok: false, problems: host.problems.map((problem) => asHost(problem, typed)) }
}

function asHost(problem: Problem, typed: string): Problem {
  return SHARED.has(problem.code) ? problem : error('HOST_SYNTAX', problem.path, { found: excerpt(typed) })
}

/** Four decimal numbers without leading zeros: the only spelling that every resolver reads alike. */
function isIpv4(text: string): boolean {
  const octets = text.split('.')
  return octets.length === 4 && octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)
}

function isIpv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return false
  const groups = [...groupsOf(head), ...groupsOf(tail ?? '')]
  const last = groups.at(-1) ?? ''
  const isMixed = last.includes('.')
  if (isMixed && (!isIpv4(last) || tail === '')) return false
  const plain = isMixed ? groups.slice(0, -1) : groups
  const count = plain.length + (isMixed ? 2 : 0)
  return plain.every((group) => GROUP.test(group)) && (tail === undefined ? count === 8 : count < 8)
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
