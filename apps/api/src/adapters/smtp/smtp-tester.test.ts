import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { AUTHORITY, CERTIFICATE, EXPIRED, KEY } from '../../../test/certificates.js'
import { SmtpSink } from '../../../test/smtp-sink.js'
import type { Dns } from '../dns/dns-client.js'
import { Outbound } from './outbound.js'
import { SmtpTester, type SmtpTarget } from './smtp-tester.js'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Every name is on loopback. */
const dns: Dns = {
  open: () => ({
    ask: async ({ name, type }) =>
      type === 'A'
        ? { kind: 'ANSWER', values: ['127.0.0.1'], owner: name, source: 'test' }
        : { kind: 'NONE', reason: 'NODATA', owner: name, source: 'test' },
    zone: async () => null,
  }),
}
const MAIL = { from: 'help@acme.example', to: 'ada@acme.example', subject: 'Test', text: 'It works.\n' }
const CREDENTIALS = { user: 'postman', password: SmtpSink.PASSWORD }

function tester(milliseconds = 3000, ca: string | null = AUTHORITY): SmtpTester {
  const outbound = new Outbound({ dns, allowedNetworks: ['127.0.0.0/8'], ...(ca === null ? {} : { ca }) })
  return new SmtpTester(outbound, { name: 'mx.mailroom.example', milliseconds })
}

function target(port: number, changes: Partial<SmtpTarget> = {}): SmtpTarget {
  return { host: 'relay.acme.test', port, security: 'NONE', credentials: null, ...changes }
}

async function sink(options = {}): Promise<SmtpSink> {
  const started = await SmtpSink.start(options)
  stops.push(() => started.stop())
  return started
}

/** A server that does with each connection what the test says, and what it was told. */
async function scripted(serve: (socket: Socket) => void): Promise<{ port: number; heard: () => string }> {
  let heard = ''
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('data', (bytes) => (heard += bytes.toString('latin1')))
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, heard: () => heard }
}

type Answers = Readonly<Record<string, string | null>>

/** Speaks SMTP; `answers` says otherwise for a verb: another reply, nothing at all (null), or `cut`. */
function speaking(answers: Answers): (socket: Socket) => void {
  return (socket) => {
    let isData = false
    const say = (verb: string, usual: string) => {
      const answer = verb in answers ? answers[verb] : usual
      if (answer === 'cut') socket.destroy()
      else if (typeof answer === 'string') socket.write(`${answer}\r\n`)
    }
    const hear = (line: string) => {
      if (isData) {
        if (line !== '.') return
        isData = false
        return say('MESSAGE', '250 Taken')
      }
      const verb = line.split(' ')[0]!.toUpperCase()
      if (verb === 'DATA') isData = !('DATA' in answers)
      const usual: Answers = { EHLO: '250 relay.acme.test', DATA: '354 Go ahead', QUIT: '221 Bye' }
      say(verb, usual[verb] ?? '250 Fine')
    }
    let rest = ''
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      lines.forEach(hear)
    })
    say('CONNECT', '220 relay.acme.test ESMTP')
  }
}

describe('R-SMTP-1 a test that succeeds', () => {
  test('without TLS or sign-in', async () => {
    const relay = await sink()
    expect(await tester().test(target(relay.port))).toEqual({ result: 'OK', reply: null })
    expect([relay.connections, relay.mails.length]).toEqual([1, 0])
  })

  test.each(['STARTTLS', 'TLS'] as const)('signs in and sends over %s', async (security) => {
    const relay = await sink({ secure: security === 'TLS' })
    expect(await tester().test(target(relay.port, { security, credentials: CREDENTIALS }), MAIL)).toMatchObject({
      result: 'OK',
    })
    expect(relay.mails).toMatchObject([{ from: MAIL.from, to: [MAIL.to], secure: true, user: 'postman' }])
    expect(relay.mails[0]!.raw).toContain('It works.')
  })

  test('verifies the certificate of an IP literal by its address', async () => {
    const relay = await sink({ secure: true })
    expect(await tester().test(target(relay.port, { host: '127.0.0.1', security: 'TLS' }))).toMatchObject({
      result: 'OK',
    })
    const starting = await sink()
    expect(await tester().test(target(starting.port, { host: '127.0.0.1', security: 'STARTTLS' }))).toMatchObject({
      result: 'OK',
    })
  })

  test('says hello by the name of the platform', async () => {
    const relay = await scripted(speaking({}))
    await tester().test(target(relay.port))
    expect(relay.heard()).toMatch(/^EHLO mx\.mailroom\.example\r\n/)
  })
})

describe('R-SMTP-1 TLS fails', () => {
  const cases = [
    ['an authority that nobody knows', { cert: CERTIFICATE, key: KEY }, 'relay.acme.test', null],
    ['an expired certificate', { cert: EXPIRED, key: KEY }, 'relay.acme.test', AUTHORITY],
    ['a certificate for another name', { cert: CERTIFICATE, key: KEY }, 'other.acme.test', AUTHORITY],
  ] as const
  for (const security of ['STARTTLS', 'TLS'] as const)
    test.each(cases)(`${security} with %s, and the password stays here`, async (_, certificate, host, ca) => {
      const relay = await sink({ ...certificate, secure: security === 'TLS' })
      const wanted = target(relay.port, { host, security, credentials: CREDENTIALS })
      expect(await tester(3000, ca).test(wanted)).toMatchObject({ result: 'TLS_FAILED' })
      expect(relay.offered).toEqual([])
    })

  test('STARTTLS is not offered: no sign-in in clear', async () => {
    const relay = await sink({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
    const outcome = await tester().test(target(relay.port, { security: 'STARTTLS', credentials: CREDENTIALS }))
    expect(outcome.result).toBe('TLS_FAILED')
    expect(relay.offered).toEqual([])
  })

  test('STARTTLS is agreed to and does not follow', async () => {
    const relay = await scripted((socket) => {
      speaking({ STARTTLS: '220 Go ahead' })(socket)
      socket.on('data', (bytes) => bytes[0] === 0x16 && socket.write('250 this is not TLS\r\n'))
    })
    const outcome = await tester().test(target(relay.port, { security: 'STARTTLS', credentials: CREDENTIALS }))
    expect(outcome.result).toBe('TLS_FAILED')
    expect(relay.heard()).not.toContain('AUTH')
  })

  test('TLS is expected and the server speaks in clear', async () => {
    const relay = await scripted(speaking({}))
    expect(await tester().test(target(relay.port, { security: 'TLS' }))).toMatchObject({ result: 'TLS_FAILED' })
  })

  test('the server hangs in the middle of the handshake', async () => {
    const relay = await scripted(() => undefined)
    expect(await tester(300).test(target(relay.port, { security: 'TLS' }))).toMatchObject({ result: 'TIMED_OUT' })
  })
})

describe('R-SMTP-1 the sign-in fails', () => {
  test('a wrong password, with the reply and without the password', async () => {
    const relay = await sink()
    const credentials = { user: 'postman', password: 'wrong password' }
    const outcome = await tester().test(target(relay.port, { security: 'STARTTLS', credentials }))
    expect(outcome).toEqual({ result: 'AUTHENTICATION_FAILED', reply: '535 Authentication credentials invalid' })
    expect(relay.offered).toEqual(['wrong password'])
  })

  test('a server that repeats what it heard tells nobody', async () => {
    const context = createSecureContext({ cert: CERTIFICATE, key: KEY })
    const relay = await scripted((socket) => {
      const secure = new TLSSocket(socket, { isServer: true, secureContext: context })
      secure.on('error', () => undefined)
      secure.on('data', (bytes) => {
        const line = bytes.toString('latin1').trim()
        secure.write(line.startsWith('EHLO') ? '250-relay\r\n250 AUTH PLAIN\r\n' : `535 ${line} open sesame\r\n`)
      })
      secure.write('220 relay\r\n')
    })
    const outcome = await tester().test(target(relay.port, { security: 'TLS', credentials: CREDENTIALS }))
    expect(outcome).toEqual({ result: 'AUTHENTICATION_FAILED', reply: '535 AUTH PLAIN *** ***' })
  })

  test('a server that offers no sign-in', async () => {
    const relay = await sink({ disabledCommands: ['AUTH'] })
    const outcome = await tester().test(target(relay.port, { security: 'STARTTLS', credentials: CREDENTIALS }))
    expect(outcome.result).toBe('AUTHENTICATION_FAILED')
  })
})

describe('R-SMTP-1 the server refuses', () => {
  test.each<[string, Answers, string | null]>([
    ['the greeting', { CONNECT: '554 5.7.1 Not you' }, '554 5.7.1 Not you'],
    ['the greeting for now', { CONNECT: '421 Busy' }, '421 Busy'],
    ['EHLO and HELO', { EHLO: '502 What', HELO: '550 Go away' }, '550 Go away'],
    ['MAIL', { MAIL: '550 5.1.8 Sender unknown' }, '550 5.1.8 Sender unknown'],
    ['RCPT', { RCPT: '550 5.7.1 Relaying denied' }, '550 5.7.1 Relaying denied'],
    ['RCPT for now', { RCPT: '451 Greylisted' }, '451 Greylisted'],
    ['DATA', { DATA: '554 No' }, '554 No'],
    ['the mail', { MESSAGE: '552 5.3.4 Too big' }, '552 5.3.4 Too big'],
    ['by hanging up at once', { CONNECT: 'cut' }, null],
    ['by hanging up after EHLO', { EHLO: 'cut' }, null],
    ['by hanging up after the mail', { MESSAGE: 'cut' }, null],
    ['by speaking another protocol', { CONNECT: 'HTTP/1.1 400 Bad Request' }, 'HTTP/1.1 400 Bad Request'],
    ['with control characters', { CONNECT: '554 \u001b[31mred\u0007' }, '554 [31mred'],
  ])('%s', async (_, answers, reply) => {
    const relay = await scripted(speaking(answers))
    expect(await tester().test(target(relay.port), MAIL)).toEqual({ result: 'REFUSED_BY_SERVER', reply })
  })

  test.each([
    ['on one line', `554 ${'x'.repeat(30_000)}`],
    ['on many', `${'554-never\r\n'.repeat(3000)}554 end`],
  ])('with a long reply %s, of which the beginning is shown', async (_, banner) => {
    const relay = await scripted(speaking({ CONNECT: banner }))
    const outcome = await tester().test(target(relay.port))
    expect(outcome.result).toBe('REFUSED_BY_SERVER')
    expect(outcome.reply!.length).toBeLessThanOrEqual(500)
  })

  test('with a reply that never ends', async () => {
    const relay = await scripted((socket) => {
      const line = `220-${'x'.repeat(1000)}\r\n`
      const write = () => !socket.destroyed && socket.write(line, () => setImmediate(write))
      write()
    })
    expect(await tester().test(target(relay.port))).toEqual({ result: 'REFUSED_BY_SERVER', reply: null })
  })
})

describe('R-SMTP-1 the time is up', () => {
  test.each(['CONNECT', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'MESSAGE'])('when nothing follows %s', async (verb) => {
    const relay = await scripted(speaking({ [verb]: null }))
    expect(await tester(300).test(target(relay.port), MAIL)).toEqual({ result: 'TIMED_OUT', reply: null })
  })

  test('when the server speaks a byte now and then', async () => {
    const relay = await scripted((socket) => {
      const timer = setInterval(() => socket.write('2'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await tester(300).test(target(relay.port))).toMatchObject({ result: 'TIMED_OUT' })
  })

  test('not when only the farewell is missing', async () => {
    const relay = await scripted(speaking({ QUIT: null }))
    expect(await tester().test(target(relay.port))).toMatchObject({ result: 'OK' })
  })
})
