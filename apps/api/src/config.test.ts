import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.js'

test('without any configuration everything has its default', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, admin: null, publicUrl: null })
  expect(config.platform.mxHost).toBe('mx.mailroom.example')
  expect(Object.isFrozen(config.platform)).toBe(true)
})

test.each([
  [{ MAILROOM_PROT: '1' }, 'MAILROOM_PROT'],
  [{ MAILROOM_PORT: 'x' }, 'MAILROOM_PORT'],
  [{ MAILROOM_PORT: '70000' }, 'MAILROOM_PORT'],
  [{ MAILROOM_PUBLIC_URL: 'ftp://x' }, 'MAILROOM_PUBLIC_URL'],
  [{ MAILROOM_DATABASE_URL: 'mysql://x' }, 'MAILROOM_DATABASE_URL'],
  [{ MAILROOM_PLATFORM_DOMAIN: 'not a domain' }, 'MAILROOM_PLATFORM_DOMAIN'],
  [{ MAILROOM_DNS_SERVERS: '127.0.0.1:99999' }, 'MAILROOM_DNS_SERVERS'],
  [{ MAILROOM_TRUSTED_PROXIES: 'nonsense' }, 'MAILROOM_TRUSTED_PROXIES'],
  [{ MAILROOM_LOG_LEVEL: 'loud' }, 'MAILROOM_LOG_LEVEL'],
  [{ MAILROOM_SMTP_URL: 'smtp://relay.example' }, 'MAILROOM_MAIL_FROM'],
  [{ MAILROOM_MAIL_FROM: 'mailroom@acme.example' }, 'MAILROOM_SMTP_URL'],
  [{ MAILROOM_SMTP_URL: 'http://relay.example', MAILROOM_MAIL_FROM: 'a@b.example' }, 'MAILROOM_SMTP_URL'],
  [{ MAILROOM_SMTP_URL: 'smtp://user@relay.example', MAILROOM_MAIL_FROM: 'a@b.example' }, 'MAILROOM_SMTP_URL'],
  [{ MAILROOM_SMTP_URL: 'smtp://relay.example?tls=no', MAILROOM_MAIL_FROM: 'a@b.example' }, 'MAILROOM_SMTP_URL'],
  [{ MAILROOM_SMTP_URL: 'smtp://relay.example', MAILROOM_MAIL_FROM: 'nobody' }, 'MAILROOM_MAIL_FROM'],
  [{ MAILROOM_ADMIN_EMAIL: 'a@b.example' }, 'MAILROOM_ADMIN_PASSWORD'],
])('%j is refused by its name', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(ConfigError)
  expect(() => readConfig(environment)).toThrow(name)
})

test('the relay of the own mail is read from its URL', () => {
  const environment = {
    MAILROOM_SMTP_URL: 'smtps://postman:p%40ss%20word@relay.acme.example:2465',
    MAILROOM_MAIL_FROM: '"Mail room" <mailroom@acme.example>',
  }
  expect(readConfig(environment).mail).toEqual({
    host: 'relay.acme.example',
    port: 2465,
    secure: true,
    credentials: { user: 'postman', password: 'p@ss word' },
    from: { address: 'mailroom@acme.example', name: 'Mail room' },
  })
  const plain = { MAILROOM_SMTP_URL: 'smtp://[::1]', MAILROOM_MAIL_FROM: 'mailroom@acme.example' }
  expect(readConfig(plain).mail).toMatchObject({ host: '::1', port: 587, secure: false, credentials: null })
})

test('a mistake in the URL of the relay does not show its password', () => {
  const environment = { MAILROOM_SMTP_URL: 'smtp://u:hunter2@relay.example/x', MAILROOM_MAIL_FROM: 'a@b.example' }
  expect(() => readConfig(environment)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  )
})
