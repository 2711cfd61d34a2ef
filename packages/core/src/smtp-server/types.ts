/** How a connection is protected: not at all, by STARTTLS before anything else, or by TLS from the first byte. */
export type SmtpSecurity = 'NONE' | 'STARTTLS' | 'TLS'

/** What a test of a server came to (R-SMTP-1). */
export type SmtpTestResult =
  | 'OK'
  | 'HOST_NOT_FOUND'
  | 'HOST_NOT_ALLOWED'
  | 'CONNECTION_REFUSED'
  | 'TIMED_OUT'
  | 'TLS_FAILED'
  | 'AUTHENTICATION_FAILED'
  | 'REFUSED_BY_SERVER'

/** The settings of an SMTP server, normalised, without its password (R-SMTP-1). */
export interface SmtpServer {
  readonly name: string
  /** A-labels in lower case, one label or more, or an IP literal without brackets. */
  readonly host: string
  readonly port: number
  readonly security: SmtpSecurity
  /** Null: the server asks for no sign-in. */
  readonly user: string | null
  /** After encoding. */
  readonly maxMessageBytes: number
  /** Whether a connection stays open for the next mail. */
  readonly keepAlive: boolean
  /** How long it stays open unused. */
  readonly idleSeconds: number
}

/** What a form holds and the API takes; undefined leaves, null is the default again. */
export interface SmtpServerDraft {
  name?: string | null | undefined
  host?: string | null | undefined
  port?: number | null | undefined
  security?: SmtpSecurity | null | undefined
  user?: string | null | undefined
  /** Write-only; null clears. */
  password?: string | null | undefined
  maxMessageBytes?: number | null | undefined
  keepAlive?: boolean | null | undefined
  idleSeconds?: number | null | undefined
}

/** A server as it is stored. */
export interface StoredSmtpServer extends SmtpServer {
  readonly passwordSet: boolean
}

/** What becomes of the password with a write. */
export type PasswordChange =
  { readonly kind: 'KEPT' } | { readonly kind: 'NONE' } | { readonly kind: 'SET'; readonly password: string }

/** A server after a write. */
export interface ParsedSmtpServer {
  readonly server: SmtpServer
  readonly password: PasswordChange
  /** The last test says nothing of it any more: what one connects to, or signs in with, is another (R-DOM-12). */
  readonly isTestVoid: boolean
}
