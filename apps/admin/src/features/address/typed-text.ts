import type { Mailbox } from '@mailroom/core'

/** The local part of what was typed or pasted: a full address of this domain loses the domain (ux 2.5). */
export function localPartOf(text: string, domain: { name: string; displayName: string }): string {
  const trimmed = text.trim().replace(/^mailto:/i, '')
  const at = trimmed.lastIndexOf('@')
  const host = trimmed.slice(at + 1).toLowerCase()
  return at > 0 && (host === domain.name || host === domain.displayName.toLowerCase()) ? trimmed.slice(0, at) : text
}

/** `Name <address>` or an address alone, as people paste it. */
export function mailboxOf(text: string): Mailbox {
  const match = /^\s*"?([^"<]*?)"?\s*<([^<>]*)>\s*$/.exec(text)
  return match ? { name: match[1]!.trim() || null, address: match[2]!.trim() } : { name: null, address: text.trim() }
}

/** `Name <address>`, or the address alone. */
export function mailboxText({ address, name }: { address: string; name?: string | null }): string {
  return name ? `${name} <${address}>` : address
}
