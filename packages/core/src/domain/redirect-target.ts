const LOCAL_PART_LIMIT = 64
const SECRET = /\.([a-z2-7]{20})@/

/**
 * Where the organisation's own mail system redirects the mail of an address (R-DOM-6):
 * `<local part's key>.<secret>@in.<platform root>`. The secret is 20 base32 characters, one per address; the whole
 * target is what mail is matched by, so a key too long for a local part is cut.
 */
export function redirectTargetOf(addressKey: string, secret: string, platformRoot: string): string {
  const localPart = addressKey.split('@')[0] ?? ''
  const room = LOCAL_PART_LIMIT - secret.length - 1
  const readable = localPart.slice(0, room).replace(/\.+$/, '')
  return `${readable}.${secret.toLowerCase()}@in.${platformRoot}`
}

/** The secret in a redirection target, in lower case; undefined: it is none. */
export function redirectSecretOf(target: string): string | undefined {
  return SECRET.exec(target.toLowerCase())?.[1]
}
