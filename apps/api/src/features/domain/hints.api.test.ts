import { PROBLEM_CODES, type ProblemCode } from '@mailroom/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { startHarness, type Harness } from '../../../test/harness.js'

type Records = Record<string, { readonly host: string; readonly value: string }>
interface Seen {
  readonly key: string
  readonly hint: { readonly code: string; readonly message: string } | null
}

const CREATE = `mutation ($input: CreateDomainInput!) { createDomain(input: $input) {
  domain { id version dnsRecords { key host value } } problems { code } } }`
const CHECK = `mutation ($id: ID!) { checkDomain(domainId: $id) {
  domain { dnsRecords { key status hint { code message } } } problems { code } } }`
const SERVER = `mutation ($input: CreateSmtpServerInput!) {
  createSmtpServer(input: $input) { smtpServer { id } problems { code } } }`
const DELETE = 'mutation ($input: DeleteDomainInput!) { deleteDomain(input: $input) { deletedId } }'

const MX = 'mx.mailroom.example'
const INCLUDE = '_spf.mailroom.example'
type Publish = (dns: DnsServer, records: Records, name: string) => void
const mx =
  (...values: string[]): Publish =>
  (dns, records) =>
    dns.set(records['MX']!.host, 'MX', ...values)
const spf =
  (...values: string[]): Publish =>
  (dns, records) =>
    dns.set(records['MAIL_FROM_SPF']!.host, 'TXT', ...values)
const proof =
  (value: (right: string) => string): Publish =>
  (dns, { OWNERSHIP }) =>
    dns.set(OWNERSHIP!.host, 'TXT', value(OWNERSHIP!.value))

/** A zone for each hint of section 8 of the rules; which record shows it. */
const ZONES: Readonly<Record<Extract<ProblemCode, `DNS_${string}`>, readonly [key: string, publish: Publish]>> = {
  DNS_NAME_DOUBLED: [
    'OWNERSHIP',
    (dns, { OWNERSHIP }, name) => dns.set(`${OWNERSHIP!.host}.${name}`, 'TXT', OWNERSHIP!.value),
  ],
  DNS_QUOTED: ['OWNERSHIP', proof((right) => `"mailroom-verification="${right.slice(22)}`)],
  DNS_CUT: ['OWNERSHIP', proof((right) => right.slice(0, 30))],
  DNS_CNAME: ['OWNERSHIP', (dns, { OWNERSHIP }, name) => dns.set(OWNERSHIP!.host, 'CNAME', `parked.${name}`)],
  DNS_AT_APEX: ['OWNERSHIP', (dns, { OWNERSHIP }, name) => dns.set(name, 'TXT', OWNERSHIP!.value)],
  DNS_AT_HOST: ['OWNERSHIP', (dns, { OWNERSHIP }, name) => dns.set(`sub.${name}`, 'TXT', OWNERSHIP!.value)],
  DNS_OLD_TOKEN: ['OWNERSHIP', proof(() => `mailroom-verification=${'a'.repeat(26)}`)],
  DNS_WRONG_VALUE: ['OWNERSHIP', proof(() => 'something else')],
  DNS_FOREIGN_ANSWER: [
    'OWNERSHIP',
    (dns, { OWNERSHIP }) => {
      dns.set(OWNERSHIP!.host, 'CNAME', 'attacker.test')
      dns.set('attacker.test', 'TXT', OWNERSHIP!.value)
    },
  ],
  DNS_WILDCARD: ['OWNERSHIP', (dns, _, name) => dns.set(`*.${name}`, 'TXT', 'v=spf1 -all')],
  DNS_UNREACHABLE: ['OWNERSHIP', (dns) => dns.fail('servfail')],
  DNS_MX_IP: ['MX', mx('10 192.0.2.1')],
  DNS_MX_CNAME: [
    'MX',
    (dns, records, name) => {
      mx(`10 mail.${name}`)(dns, records, name)
      dns.set(`mail.${name}`, 'CNAME', MX)
    },
  ],
  DNS_MX_NOT_BEST: ['MX', mx(`20 ${MX}`, '10 mx.other.example')],
  DNS_MX_EQUAL: ['MX', mx(`10 ${MX}`, '10 mx.other.example')],
  DNS_MX_PRIORITY_TWICE: ['MX', mx(`10 10 ${MX}`)],
  DNS_MX_NULL: ['MX', mx('0 .')],
  DNS_MX_IMPLICIT: ['MX', (dns, { MX: record }) => dns.set(record!.host, 'A', '192.0.2.1')],
  DNS_MX_OTHER: ['MX', mx('10 mx.other.example')],
  DNS_SPF_TWICE: ['MAIL_FROM_SPF', spf(`v=spf1 include:${INCLUDE} ~all`, 'v=spf1 -all')],
  DNS_SPF_SERVER_MISSING: ['SPF', (dns, { SPF }) => dns.set(SPF!.host, 'TXT', 'v=spf1 ip4:192.0.2.1 -all')],
  DNS_SPF_TOO_MANY_LOOKUPS: ['MAIL_FROM_SPF', spf(`v=spf1 ${'ptr '.repeat(10)}include:${INCLUDE} ~all`)],
}

describe.each(DIALECTS)('the hints of R-DOM-16 through the API on %s', (dialect) => {
  let dns: DnsServer
  let harness: Harness
  let smtpServerId = ''
  let count = 0
  beforeAll(async () => {
    dns = await DnsServer.start()
    harness = await startHarness(dialect, {}, { MAILROOM_DNS_SERVERS: dns.address })
    const server = { organizationId: harness.acme.id, name: 'Relay', host: '192.0.2.99', port: 25, security: 'NONE' }
    const made = await harness.operator.data(SERVER, { input: server })
    smtpServerId = made.createSmtpServer.smtpServer.id
  })
  afterEach(() => {
    dns.heal()
    dns.clear()
  })
  afterAll(async () => {
    await harness.stop()
    await dns.stop()
  })

  test('all of them are here', () => {
    expect(Object.keys(ZONES).sort()).toEqual(PROBLEM_CODES.filter((code) => code.startsWith('DNS_')).sort())
  })

  test.each(Object.entries(ZONES))('%s', async (code, [key, publish]) => {
    const { operator, acme } = harness
    const apex = `hint${count++}.example`
    const name = `sub.${apex}`
    const bySmtp = code === 'DNS_SPF_SERVER_MISSING' ? { sender: 'SMTP', smtpServerId, mailFromDomain: null } : {}
    const input = { organizationId: acme.id, name, mailFromDomain: `bounce.${name}`, ...bySmtp }
    const { createDomain } = await operator.data(CREATE, { input })
    expect(createDomain.problems).toEqual([])
    const { id, version, dnsRecords } = createDomain.domain
    const records: Records = Object.fromEntries(dnsRecords.map((record: Seen) => [record.key, record]))
    publish(dns, records, apex)
    const { checkDomain } = await operator.data(CHECK, { id })
    const seen = (checkDomain.domain.dnsRecords as Seen[]).find((record) => record.key === key)
    expect(seen?.hint?.code).toBe(code)
    expect(seen?.hint?.message).toMatch(/\w.*\.|: \S/)
    await operator.data(DELETE, { input: { id, expectedVersion: version } })
  })
})
