import { parseAddressSpec } from '@mailroom/core'
import { createTransport } from 'nodemailer'
import type { Config, MailConfig } from '../../config.js'

/** A short plain-text mail of the installation itself: an invitation, an alert. */
export interface OwnMail {
  /** One address, without a name. */
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends the installation's own mail. */
export interface Mailer {
  /** Resolves when the relay has taken the mail; else `MailNotSent`. */
  send(mail: OwnMail): Promise<void>
}

/** The relay has not taken a mail. Says how it failed, never to whom, what, or with which password. */
export class MailNotSent extends Error {
  constructor(reason: string) {
    super(`The relay of MAILROOM_SMTP_URL has not taken a mail (${reason})`)
  }
}

/** Authorities (PEM) whose certificates count; left out: those of Node. */
interface Trust {
  readonly ca?: string
}

const CONNECT_MILLISECONDS = 10_000
const SILENCE_MILLISECONDS = 20_000

/** The mailer that the configuration describes; null: there is no relay, so the caller shows or logs what matters. */
export function mailerOf(config: Pick<Config, 'mail'>, trust: Trust = {}): Mailer | null {
  if (config.mail === null) return null
  const { from } = config.mail
  const transport = createTransport({ ...optionsOf(config.mail), tls: trust })
  return {
    async send({ to, subject, text }) {
      const address = parseAddressSpec(to, [])
      if (!address.ok) throw new MailNotSent('no address')
      try {
        await transport.sendMail({
          from: { name: from.name ?? '', address: from.address },
          to: { name: '', address: address.value },
          envelope: { from: from.address, to: [address.value] },
          subject: oneLine(subject),
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
      } catch (reason) {
        throw new MailNotSent(describe(reason))
      }
    },
  }
}

/** Certificates are always verified (`NODE_EXTRA_CA_CERTS` adds the own authority); a password waits for TLS. */
function optionsOf({ host, port, secure, credentials }: MailConfig) {
  return {
    host,
    port,
    secure,
    requireTLS: !secure && credentials !== null,
    ...(credentials ? { auth: { user: credentials.user, pass: credentials.password } } : {}),
    connectionTimeout: CONNECT_MILLISECONDS,
    greetingTimeout: CONNECT_MILLISECONDS,
    socketTimeout: SILENCE_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function describe(reason: unknown): string {
  const { code = 'unknown', responseCode } = reason as { code?: string; responseCode?: number }
  return responseCode === undefined ? code : `${code}, ${responseCode}`
}
