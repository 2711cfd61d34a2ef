import { parseMailbox } from '../address/mailbox.js'
import type { Mailbox } from '../address/types.js'
import { error } from '../problem.js'
import type { Result } from '../result.js'
import { excerpt } from '../text.js'

/** A name, quoted or without what separates mailboxes, before an address in angle brackets. */
const NAMED = /^(?:"((?:[^"\\]|\\[^])*)"|([^"<>,;:]*))\s*<([^<>]*)>$/

/**
 * A recipient as people write one (R-OUT-3): `a@b.example`, `Name <a@b.example>` or `"Name" <a@b.example>`; one mailbox,
 * by the grammar of R-ADR-1 and R-ADR-2. Problems: those of `parseMailbox`, all on `path`.
 */
export function parseMailboxText(text: string, path: readonly string[]): Result<Mailbox> {
  const typed = text.trim()
  const named = NAMED.exec(typed)
  if (!named && /[<>]/.test(typed))
    return { ok: false, problems: [error('ADDRESS_SYNTAX', path, { found: excerpt(typed) })] }
  const [, quoted, plain = '', address = typed] = named ?? []
  const result = parseMailbox({ address, name: quoted?.replace(/\\([^])/g, '$1') ?? plain }, path)
  return { ...result, problems: result.problems.map((problem) => ({ ...problem, path })) }
}

/** A mailbox as headers show it to people, not encoded (R-OUT-1): `"Name" <a@b.example>`, without a name the address. */
export function formatMailbox({ name, address }: Mailbox): string {
  return name === null ? address : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
}
