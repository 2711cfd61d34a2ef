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
  [{ MAILROOM_ADMIN_EMAIL: 'a@b.example' }, 'MAILROOM_ADMIN_PASSWORD'],
])('%j is refused by its name', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(ConfigError)
  expect(() => readConfig(environment)).toThrow(name)
})
