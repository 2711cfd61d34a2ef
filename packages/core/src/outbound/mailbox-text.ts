import { parseMailbox } from '../address/mailbox.js'
import type { Mailbox } from '../address/types.js'
import type { Result } from '../result.js'

const NAMED = /^([^]*)<([^<>]*)>$/
const QUOTED = /^"([^]*)"$/

/**
 * A recipient as people write one (R-OUT-3): `a@b.example`, `Name <a@b.example>` or `"Name" <a@b.example>`; one mailbox,
 * by the grammar of R-ADR-1 and R-ADR-2. Problems: those of `parseMailbox`, all on `path`.
 */
export function parseMailboxText(text: string, path: readonly string[]): Result<Mailbox> {
  const named = NAMED.exec(text.trim())
  const mailbox = named ? { address: named[2] ?? '', name: unquote(named[1] ?? '') } : { address: text }
  const result = parseMailbox(mailbox, path)
  return { ...result, problems: result.problems.map((problem) => ({ ...problem, path })) }
}

function unquote(name: string): string {
  const quoted = QUOTED.exec(name.trim())?.[1]
  return quoted === undefined ? name : quoted.replace(/\\([^])/g, '$1')
}

/** A mailbox as headers show it to people, not encoded (R-OUT-1): `"Name" <a@b.example>`, without a name the address. */
export function formatMailbox({ name, address }: Mailbox): string {
  return name === null ? address : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
}
