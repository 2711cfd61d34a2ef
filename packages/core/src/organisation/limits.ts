/** Limits of an organisation with their defaults (R-ORG-2). `messageBytes` in bytes, all others are counts. */
export const LIMIT_DEFAULTS = {
  domains: 2,
  addressesPerDomain: 1000,
  bccPerAddress: 5,
  recipients: 50,
  messageBytes: 40 * 1_048_576,
  attachments: 50,
  smtpServers: 20,
} as const

/** The key of a limit (R-ORG-2). */
export type LimitKey = keyof typeof LIMIT_DEFAULTS

/** Every limit key. */
export const LIMIT_KEYS = Object.keys(LIMIT_DEFAULTS) as readonly LimitKey[]

/** The limits of one organisation. */
export type Limits = Readonly<Record<LimitKey, number>>
