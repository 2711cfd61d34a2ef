/** How long what is sent to people may be used, and how often something may be tried. Times in milliseconds. */
export const ACCOUNT_LIMITS = {
  /** An invitation. */
  invitation: 7 * 24 * 60 * 60 * 1000,
  /** A link that sets a new password. */
  resetLink: 15 * 60 * 1000,
  /** After signing in, until somebody who hands out a secret has to prove again who they are. */
  proof: 60 * 60 * 1000,
  /** Open invitations of one organisation. */
  openInvitations: 500,
  /** Recovery codes that are made at once; each works once. */
  recoveryCodes: 10,
  /** Wrong codes of a second factor in a quarter of an hour. */
  secondFactorTries: 5,
  /** Seconds of one code of a second factor. */
  codePeriod: 30,
} as const

/** Whether somebody who signed in then (ISO 8601) need not prove again who they are. */
export function isProvenLately(signedInAt: string, now: number): boolean {
  return now - Date.parse(signedInAt) < ACCOUNT_LIMITS.proof
}

/** Whether something that ends at a time (ISO 8601) has ended. */
export function hasEnded(endsAt: string, now: number): boolean {
  return Date.parse(endsAt) <= now
}
