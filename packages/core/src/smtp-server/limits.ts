const MEGABYTE = 1_048_576

/** What an SMTP server has where nothing is said (R-SMTP-1). */
export const SMTP_DEFAULTS = {
  maxMessageBytes: 10 * MEGABYTE,
  keepAlive: true,
  idleSeconds: 60,
} as const

/** Limits of an SMTP server's settings: forms show and check them, nobody types them again (R-SMTP-1). */
export const SMTP_LIMITS = {
  portMin: 1,
  portMax: 65_535,
  maxMessageBytesMin: 1,
  maxMessageBytesMax: 40 * MEGABYTE,
  idleSecondsMin: 1,
  idleSecondsMax: 3600,
  /** Code points. */
  user: 255,
  /** Code points. */
  password: 1024,
} as const

/** The usual port of each kind of protection. */
export const SMTP_PORTS = { NONE: 25, STARTTLS: 587, TLS: 465 } as const
