import type { Socket } from 'node:net'
import { showReply, type SmtpSecurity, type SmtpTestResult } from '@mailroom/core'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { NotConnected, type Outbound } from './outbound.js'

/** A server, and with what to sign in. */
export interface SmtpTarget {
  readonly host: string
  readonly port: number
  readonly security: SmtpSecurity
  /** Never given without TLS (R-SMTP-1). */
  readonly credentials: { readonly user: string; readonly password: string } | null
}

/** A short plain-text mail that shows that the server takes mail. */
export interface TestMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** What came of a test (R-SMTP-1), with what the server said last where it refused. */
export interface SmtpTestOutcome {
  readonly result: SmtpTestResult
  readonly reply: string | null
}

export interface SmtpTesterOptions {
  /** What EHLO says. */
  readonly name: string
  /** The longest test. */
  readonly milliseconds?: number
}

const LONGEST_TEST = 15_000
const LONGEST_REPLY_BYTES = 65_536
const FAREWELL_MILLISECONDS = 1_000

/** Tries SMTP servers that organisations name: connects through the guard, signs in, and sends a mail on wish. */
export class SmtpTester {
  constructor(
    private readonly outbound: Outbound,
    private readonly options: SmtpTesterOptions,
  ) {}

  async test(target: SmtpTarget, mail: TestMail | null = null): Promise<SmtpTestOutcome> {
    const signal = AbortSignal.timeout(this.options.milliseconds ?? LONGEST_TEST)
    try {
      const { host, port, security } = target
      const socket = await this.outbound.connect({ host, port, tls: security === 'TLS' }, signal)
      return await this.#converse(socket, target, mail, signal)
    } catch (reason) {
      if (reason instanceof NotConnected) return { result: reason.result, reply: null }
      throw reason
    }
  }

  async #converse(
    socket: Socket,
    target: SmtpTarget,
    mail: TestMail | null,
    signal: AbortSignal,
  ): Promise<SmtpTestOutcome> {
    const connection = this.#connectionOver(socket, target)
    const failed = new Promise<never>((_, reject) => {
      connection.on('error', reject)
      connection.once('end', () => reject(new Error('closed')))
      const onAbort = () => reject(new NotConnected('TIMED_OUT'))
      if (signal.aborted) onAbort()
      signal.addEventListener('abort', onAbort, { once: true })
    })
    failed.catch(() => undefined)
    try {
      await Promise.race([failed, dialogue(connection, target, mail)])
      connection.quit()
      return { result: 'OK', reply: null }
    } catch (reason) {
      if (reason instanceof NotConnected) throw reason
      return explain(reason as SmtpError, connection, target)
    } finally {
      setTimeout(() => socket.destroy(), FAREWELL_MILLISECONDS).unref()
    }
  }

  #connectionOver(socket: Socket, { host, port, security }: SmtpTarget): SMTPConnection {
    return new SMTPConnection({
      host,
      port,
      name: this.options.name,
      connection: socket,
      secure: security === 'TLS',
      secured: security === 'TLS',
      requireTLS: security === 'STARTTLS',
      ignoreTLS: security === 'NONE',
      tls: this.outbound.trust(),
      maxResponseSize: LONGEST_REPLY_BYTES,
      socketCloseTimeout: FAREWELL_MILLISECONDS,
    })
  }
}

/** As it comes from the library. */
interface SmtpError extends Error {
  readonly code?: string
  readonly originalCode?: string
  readonly response?: string
}

async function dialogue(connection: SMTPConnection, target: SmtpTarget, mail: TestMail | null): Promise<void> {
  await called((done) => connection.connect(done))
  const { credentials } = target
  if (credentials !== null) {
    if (!connection.secure) throw Object.assign(new Error('no TLS'), { code: 'ETLS' })
    const { user, password } = credentials
    await called((done) => connection.login({ user, pass: password }, done))
  }
  if (mail === null) return
  const raw = await new MailComposer({
    from: { name: '', address: mail.from },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  await called((done) => connection.send({ from: mail.from, to: [mail.to] }, raw, done))
}

function called(start: (done: (failure?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((failure) => (failure ? reject(failure) : resolve())))
}

function explain(reason: SmtpError, connection: SMTPConnection, target: SmtpTarget): SmtpTestOutcome {
  const reply = showReply(reason.response, secretsOf(target))
  return { result: resultOf(reason, connection), reply }
}

function resultOf({ code, originalCode }: SmtpError, { upgrading }: SMTPConnection): SmtpTestResult {
  if (code === 'ETIMEDOUT' || originalCode === 'ETIMEDOUT') return 'TIMED_OUT'
  if (code === 'ETLS' || upgrading || /^(?:ERR_SSL|ERR_TLS|EPROTO)/.test(originalCode ?? '')) return 'TLS_FAILED'
  return code === 'EAUTH' ? 'AUTHENTICATION_FAILED' : 'REFUSED_BY_SERVER'
}

/** What was sent to sign in, in every form that the server may repeat. */
function secretsOf({ credentials }: SmtpTarget): string[] {
  if (credentials === null) return []
  const { user, password } = credentials
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  return [base64(`\0${user}\0${password}`), base64(password), password]
}
