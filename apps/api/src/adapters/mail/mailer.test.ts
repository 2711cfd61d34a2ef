import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { AUTHORITY } from '../../../test/certificates.js'
import { SmtpSink } from '../../../test/smtp-sink.js'
import { readConfig } from '../../config.js'
import { MailNotSent, mailerOf } from './mailer.js'

const MAIL = { to: 'ada@acme.example', subject: 'Welcome', text: 'Come in: https://mailroom.example/invitation#x\n' }
const stops: (() => unknown)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function sink(options = {}): Promise<SmtpSink> {
  const started = await SmtpSink.start(options)
  stops.push(() => started.stop())
  return started
}

function mailer(url: string, ca: string | null = AUTHORITY) {
  const config = readConfig({ MAILROOM_SMTP_URL: url, MAILROOM_MAIL_FROM: 'Mailroom <mailroom@acme.example>' })
  return mailerOf(config, ca === null ? {} : { ca })!
}

const password = encodeURIComponent(SmtpSink.PASSWORD)

test('without a relay there is no mailer', () => {
  expect(mailerOf(readConfig({}))).toBeNull()
})

test('a mail reaches the relay, from whom the configuration says, and says that a machine wrote it', async () => {
  const relay = await sink()
  await mailer(`smtp://postman:${password}@127.0.0.1:${relay.port}`).send(MAIL)
  const [mail] = relay.mails
  expect(mail).toMatchObject({ from: 'mailroom@acme.example', to: [MAIL.to], secure: true, user: 'postman' })
  expect(mail!.raw).toContain('From: Mailroom <mailroom@acme.example>')
  expect(mail!.raw).toContain('Subject: Welcome')
  expect(mail!.raw).toContain('Auto-Submitted: auto-generated')
  expect(mail!.raw).toContain(MAIL.text.trim())
})

test('smtps is TLS from the first byte', async () => {
  const relay = await sink({ secure: true })
  await mailer(`smtps://127.0.0.1:${relay.port}`).send(MAIL)
  expect(relay.mails).toHaveLength(1)
})

test('a password waits for TLS: a relay without it gets none', async () => {
  const relay = await sink({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
  await expect(mailer(`smtp://postman:${password}@127.0.0.1:${relay.port}`).send(MAIL)).rejects.toThrow(MailNotSent)
  expect(relay.offered).toEqual([])
  expect(relay.mails).toEqual([])
})

test('a certificate of nobody known is refused', async () => {
  const relay = await sink({ secure: true })
  await expect(mailer(`smtps://127.0.0.1:${relay.port}`, null).send(MAIL)).rejects.toThrow(MailNotSent)
})

test('an error tells neither password nor recipient', async () => {
  const relay = await sink()
  const failed = mailer(`smtp://postman:wrong-password@127.0.0.1:${relay.port}`).send(MAIL)
  const message = await failed.catch((reason: Error) => `${reason.message} ${reason.stack} ${JSON.stringify(reason)}`)
  expect(message).toContain('EAUTH, 535')
  expect(message).not.toMatch(/wrong-password|d3Jvbmc|ada@|postman/)
})

test.each([
  'ada@acme.example\r\nBcc: eve@evil.test',
  'ada@acme.example, eve@evil.test',
  'Ada <ada@acme.example>',
  'x@evil.test(@acme.example',
  '',
])('%j is nobody to send to', async (to) => {
  const relay = await sink()
  await expect(mailer(`smtp://127.0.0.1:${relay.port}`).send({ ...MAIL, to })).rejects.toThrow(MailNotSent)
  expect(relay.connections).toBe(0)
})

test('a subject cannot add a header', async () => {
  const relay = await sink()
  await mailer(`smtp://127.0.0.1:${relay.port}`).send({ ...MAIL, subject: 'Hi\r\nBcc: eve@evil.test\u2028x' })
  expect(relay.mails[0]!.raw).toMatch(/^Subject: Hi Bcc: eve@evil.test x\r$/m)
  expect(relay.mails[0]!.to).toEqual([MAIL.to])
})

test('a relay that hangs up is told of', async () => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  const { port } = server.address() as AddressInfo
  await expect(mailer(`smtp://127.0.0.1:${port}`).send(MAIL)).rejects.toThrow(MailNotSent)
})
