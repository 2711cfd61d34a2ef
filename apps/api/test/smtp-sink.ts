import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { CERTIFICATE, KEY } from './certificates.js'

/** A mail that was taken. */
export interface Taken {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it came. */
  readonly raw: string
  /** Whether it came over TLS, and as whom. */
  readonly secure: boolean
  readonly user: string | undefined
}

/** An SMTP server for tests on loopback that takes everything: of the certificate of the tests, with one password. */
export class SmtpSink {
  static readonly PASSWORD = 'open sesame'

  readonly mails: Taken[] = []
  /** Passwords that were offered, right or wrong. */
  readonly offered: string[] = []
  connections = 0

  private constructor(private readonly server: SMTPServer) {}

  get port(): number {
    return (this.server.server.address() as AddressInfo).port
  }

  static async start(options: SMTPServerOptions = {}): Promise<SmtpSink> {
    const server: SMTPServer = new SMTPServer({
      cert: CERTIFICATE,
      key: KEY,
      authOptional: true,
      logger: false,
      closeTimeout: 10,
      onConnect: (_session, done) => {
        sink.connections++
        done()
      },
      onAuth: ({ username, password }, _session, done) => {
        sink.offered.push(password ?? '')
        if (password === SmtpSink.PASSWORD) done(null, { user: username })
        else done(new Error('Authentication credentials invalid'))
      },
      onData: (stream, { envelope, secure, user }, done) => {
        void text(stream).then((raw) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          sink.mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw, secure, user })
          done()
        })
      },
      ...options,
    })
    const sink = new SmtpSink(server)
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return sink
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}
