import { error, warning, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import type { AddressFacts } from './facts.js'
import { parseMailbox, reachedKeys } from './mailbox.js'
import type { AddressDraft, Mailbox } from './types.js'

/**
 * R-ADR-5: valid mailboxes, distinct without regard to case, at most the organisation's limit, or as many as are `stored`
 * already where the limit was lowered since. Problems by path: LIMIT_REACHED on the whole (entries beyond the limit are
 * not looked at), BCC_DUPLICATE and those of `parseMailbox` on each, and the warning BCC_LOOP.
 */
export function parseBcc(
  draft: NonNullable<AddressDraft['bcc']>,
  facts: AddressFacts,
  stored: number,
): Result<readonly Mailbox[]> {
  const path = ['bcc']
  const most = Math.max(facts.bccLimit ?? Infinity, stored)
  const problems: Problem[] = draft.length > most ? [limitReached(draft.length, facts, path)] : []
  const mailboxes = new Map<string, Mailbox>()
  draft.slice(0, most).forEach((entry, index) => {
    const entryPath = [...path, String(index)]
    const mailbox = parseMailbox(entry, entryPath)
    problems.push(...mailbox.problems)
    if (!mailbox.ok) return
    const key = mailbox.value.address.toLowerCase()
    if (mailboxes.has(key)) problems.push(error('BCC_DUPLICATE', entryPath, { found: mailbox.value.address }))
    mailboxes.set(key, mailbox.value)
  })
  const bcc = [...mailboxes.values()]
  return resultOf(bcc, [...problems, ...loopWarnings(bcc, facts, path)])
}

function limitReached(count: number, { bccLimit }: AddressFacts, path: readonly string[]): Problem {
  return error('LIMIT_REACHED', path, { key: 'bccPerAddress', limit: bccLimit ?? count, count })
}

/** BCC_LOOP for every entry that comes back to an inbound address of the organisation, also with a part after `+`. */
export function loopWarnings(
  bcc: readonly Mailbox[],
  facts: AddressFacts,
  path: readonly string[] = ['bcc'],
): Problem[] {
  return bcc.flatMap(({ address }, index) => {
    const isLoop = reachedKeys(address).some(
      (own) => own === facts.self?.address.toLowerCase() || facts.isOwnAddress?.(own),
    )
    return isLoop ? [warning('BCC_LOOP', [...path, String(index)], { found: address })] : []
  })
}
