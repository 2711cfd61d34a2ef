/** Longest reply of a server that is shown, in characters. */
export const REPLY_LIMIT = 500

/**
 * A reply of a server as it may be shown: printable, on one line, short, and without the secrets it may repeat
 * (R-SMTP-1). Null: nothing is left of it.
 */
export function showReply(reply: string | null | undefined, secrets: readonly string[] = []): string | null {
  const start = (reply ?? '').slice(0, 4 * REPLY_LIMIT)
  const hidden = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '***'), start)
  const line = hidden.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]+/gu, ' ').trim()
  if (line === '') return null
  const characters = [...line]
  return characters.length > REPLY_LIMIT ? `${characters.slice(0, REPLY_LIMIT - 1).join('')}…` : line
}
