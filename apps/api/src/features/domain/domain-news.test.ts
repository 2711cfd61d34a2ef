import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Permission } from '@mailroom/core'
import { AUTHORITY } from '../../../test/certificates.js'
import { DIALECTS } from '../../../test/databases.js'
import { DomainBench } from '../../../test/domain-bench.js'
import { SmtpSink } from '../../../test/smtp-sink.js'
import { mailerOf, type Mailer } from '../../adapters/mail/mailer.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import { readConfig } from '../../config.js'
import { newUserId } from '../../database/ids.js'
import { sql } from '../../database/sql.js'
import { DomainNewsRounds } from '../../jobs/domain-news.js'
import { MemberEntity, RoleEntity, UserEntity } from '../access/access.entity.js'
import { DomainNews } from './domain-news.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe.each(DIALECTS)('news of domains by mail on %s', (dialect) => {
  let bench: DomainBench
  let relay: SmtpSink
  let count = 0
  beforeAll(async () => {
    bench = await DomainBench.open(dialect)
    relay = await SmtpSink.start()
  })
  afterEach(() => {
    bench.dns.heal()
    bench.dns.clear()
    relay.mails.length = 0
    expect(bench.failures).toEqual([])
  })
  afterAll(async () => {
    await bench.stop()
    await relay.stop()
  })

  const mailer = () =>
    mailerOf(
      readConfig({
        MAILROOM_SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
        MAILROOM_MAIL_FROM: 'mailroom@acme.example',
      }),
      { ca: AUTHORITY },
    )!
  /** A server's rounds: what they remember is in the database alone. */
  const rounds = (by: Mailer = relayMailer) => {
    const failures: unknown[] = []
    const deps = {
      database: bench.database,
      mailer: by,
      clock: { now: () => bench.now },
      url: () => 'https://m.example',
    }
    const news = new DomainNewsRounds(new DomainNews(deps), (_notice, reason) => void failures.push(reason))
    return { failures, round: () => news.round() }
  }
  const relayMailer: Mailer = { send: (mail) => mailer().send(mail) }

  async function member(scope: TenantScope, locale: string, permissions: Permission[]): Promise<string> {
    const email = `${locale}${count++}@acme.example`
    const userId = newUserId()
    await bench.database.writeInstallation((unit) =>
      unit.installation(UserEntity).insert({
        ...{ id: userId, email, emailKey: email, name: email, locale, operator: false },
        ...{ passwordHash: '', createdAt: unit.now },
      }),
    )
    await bench.database.write(scope, async (uow) => {
      const role = { id: uow.newId('rol'), name: email, nameKey: email, permissions, builtIn: false }
      await uow.of(RoleEntity).insert(role)
      await uow
        .of(MemberEntity)
        .insert({ id: uow.newId('mem'), userId, roleId: role.id, nameKey: email, suspended: false })
    })
    return email
  }
  const domain = (scope: TenantScope) => bench.domain(scope, `news${count++}.example`)
  const bodies = () => relay.mails.map(({ to, raw }) => `${to.join()} ${decoded(raw)}`)
  const notices = (scope: TenantScope) =>
    bench.database
      .read(scope)
      .all<{ attempts: number; nextAt: string | null; toldAt: string | null }>(
        sql`select attempts, "nextAt", "toldAt" from domain_notice where "organisationId" = ${scope.organisationId}`,
      )

  test('R-DOM-15 each member who may change e-mail is told once, in their language, with a link', async () => {
    const scope = await bench.organisation()
    const german = await member(scope, 'de', ['routing:email:manage'])
    const english = await member(scope, 'en', ['routing:email:manage', 'flow:view'])
    await member(scope, 'fr', ['routing:email:view'])
    const row = await domain(scope)
    bench.publish(row, 'OWNERSHIP', 'MX')
    await bench.check(scope, row)
    const { round, failures } = rounds()
    await round()
    expect(relay.mails).toEqual([])
    bench.pass(6000)
    await round()
    expect(relay.mails.map(({ to }) => to[0]).sort()).toEqual([german, english].sort())
    const [toGerman] = bodies().filter((text) => text.startsWith(german))
    expect(toGerman).toContain('Eigentumsnachweis: gefunden, war noch nicht gefunden')
    expect(toGerman).toContain(`https://m.example/o/${scope.organisationId.slice(4)}/domains/${row.name}/dns`)

    for (let i = 0; i < 5; i++) {
      bench.pass(HOUR)
      await bench.check(scope, row)
      await rounds().round()
    }
    expect(relay.mails).toHaveLength(2)
    expect(failures).toEqual([])
  })

  test('R-DOM-15 what only says that DNS is silent is told to nobody', async () => {
    const scope = await bench.organisation()
    await member(scope, 'en', ['routing:email:manage'])
    bench.dns.fail('servfail')
    const row = await domain(scope)
    expect(bench.status(row)).toContain('UNKNOWN')
    expect(await notices(scope)).toEqual([])
  })

  test('a relay that is away is tried again with longer and longer pauses, and at last given up', async () => {
    const scope = await bench.organisation()
    await member(scope, 'en', ['routing:email:manage'])
    const row = await domain(scope)
    bench.publish(row, 'OWNERSHIP')
    await bench.check(scope, row)
    let tries = 0
    const broken: Mailer = {
      async send() {
        tries++
        throw new Error('away')
      },
    }
    const tried: number[] = []
    for (let minute = 0; minute < 20 * 60; minute++) {
      const before = tries
      const { round, failures } = rounds(broken)
      await round()
      if (tries > before) tried.push(minute)
      expect(failures).toHaveLength(tries - before)
      bench.pass(MINUTE)
    }
    expect(tried).toEqual([1, 2, 7, 37, 157, 877])
    expect(await notices(scope)).toMatchObject([{ attempts: 6, nextAt: null, toldAt: null }])
  })

  test('a restart between taking and telling sends nothing twice; one before it loses nothing', async () => {
    const scope = await bench.organisation()
    await member(scope, 'en', ['routing:email:manage'])
    const row = await domain(scope)
    bench.publish(row, 'OWNERSHIP')
    await bench.check(scope, row)
    bench.pass(6000)
    const dies: Mailer = { send: () => new Promise(() => undefined) }
    void rounds(dies).round()
    await expect.poll(() => notices(scope)).toMatchObject([{ attempts: 1, nextAt: null, toldAt: null }])
    bench.pass(24 * HOUR)
    await rounds().round()
    expect(relay.mails).toEqual([])
    bench.publish(row, 'MX')
    await bench.check(scope, row)
    bench.pass(6000)
    await Promise.all([rounds().round(), rounds().round()])
    expect(relay.mails).toHaveLength(1)
    expect(bodies()[0]).toContain('Inbound mail (MX): found')
  })

  test('a domain whose records flicker is written about every ten minutes, with everything that happened', async () => {
    const scope = await bench.organisation()
    await member(scope, 'en', ['routing:email:manage'])
    const row = await domain(scope)
    for (let i = 0; i < 20; i++) {
      if (i % 2 === 0) bench.publish(row, 'MX')
      else bench.dns.clear(row.name)
      await bench.check(scope, row)
      bench.pass(MINUTE)
      await rounds().round()
    }
    expect(relay.mails.length).toBeLessThanOrEqual(3)
    expect(relay.mails.length).toBeGreaterThan(1)
  })

  test('R-DOM-3 owner, claimant and the owner of a parent are told of what moves', async () => {
    const [a, b, p] = [await bench.organisation(), await bench.organisation(), await bench.organisation()]
    const [toA, toB, toP] = await Promise.all([a, b, p].map((scope) => member(scope, 'en', ['routing:email:manage'])))
    const parent = await domain(p)
    bench.publish(parent, 'OWNERSHIP')
    await bench.check(p, parent)
    const ofA = await bench.domain(a, `sub.${parent.name}`)
    bench.publish(ofA, 'OWNERSHIP')
    await bench.check(a, ofA)
    const ofB = await bench.domain(b, ofA.name)
    bench.dns.clear()
    bench.publish(ofB, 'OWNERSHIP')
    for (const wait of [0, 5, 15, 40, 72 * 60]) {
      bench.pass(wait * MINUTE)
      await bench.check(b, ofB)
      await bench.check(a, ofA)
      await bench.settle()
      bench.pass(15 * MINUTE)
      await rounds().round()
    }
    bench.pass(15 * MINUTE)
    await rounds().round()
    const texts = bodies()
    const told = (to: string | undefined, words: string) =>
      texts.filter((text) => text.startsWith(`${to} `) && text.includes(words))
    expect(told(toP, `Another organisation has proved that ${ofA.name}`)).toHaveLength(2)
    expect(told(toA, 'Your organisation is no longer the owner')).toHaveLength(1)
    expect(told(toB, 'Your organisation is the owner of this name now')).toHaveLength(1)
  })
})

/** The text of a mail in quoted-printable or base64. */
function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  const joined = body.replace(/=\r\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}
