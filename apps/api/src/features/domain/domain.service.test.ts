import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DomainBench, PLATFORM } from '../../../test/domain-bench.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import { AddressEntity } from '../address/address.entity.js'
import { AuditEntryEntity } from '../audit/audit-entry.entity.js'
import { DomainEntity } from './domain.entity.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const codes = (written: { readonly problems: readonly { readonly code: string }[] }) =>
  written.problems.map(({ code }) => code)

describe.each(DIALECTS)('%s', (dialect) => {
  let bench: DomainBench
  let name = ''
  let count = 0

  beforeAll(async () => {
    bench = await DomainBench.open(dialect)
  })
  afterEach(() => {
    bench.dns.heal()
    bench.dns.clear()
    expect(bench.failures).toEqual([])
  })
  afterAll(() => bench.stop())

  /** A name that no other test uses. */
  const fresh = () => (name = `shop${count++}.example`)
  const create = (scope: TenantScope, more: object) =>
    bench.service.create(scope, { organizationId: scope.organisationId, name, ...more })

  describe('from the first record to the last', () => {
    test('a domain is verified when its records appear, and everything of it is kept (R-DOM-5, R-DOM-15, R-DOM-18)', async () => {
      const scope = await bench.organisation()
      const pending = await bench.domain(scope, fresh(), { mailFromDomain: `bounce.${name}` })
      expect(pending.recordStates.map(({ key, status }) => `${key} ${status}`)).toEqual([
        'OWNERSHIP PENDING',
        'MX PENDING',
        'DKIM:mr1 PENDING',
        'DKIM:mr2 PENDING',
        'MAIL_FROM_MX PENDING',
        'MAIL_FROM_SPF PENDING',
        'SPF NOT_STARTED',
        'DMARC NOT_STARTED',
      ])
      expect(pending.ownershipToken).toMatch(/^[a-z2-7]{26}$/)
      expect([pending.sendReady, pending.receiveReady, pending.verifiedName]).toEqual([false, false, null])

      bench.publish(pending)
      await bench.check(scope, pending)
      const verified = await bench.read(scope, pending)
      expect(verified.recordStates.filter(({ status }) => status !== 'VERIFIED').map(({ key }) => key)).toEqual(['SPF'])
      expect([verified.sendReady, verified.receiveReady, verified.verifiedName]).toEqual([true, true, name])
      expect(verified.version).toBe(1)
      expect(Date.parse(verified.nextCheckAt ?? '')).toBeGreaterThan(bench.now + 20 * HOUR)

      const timeline = await bench.timeline(scope)
      expect(timeline.map(({ key, from, to }) => `${key} ${from} ${to}`)).toContain('OWNERSHIP PENDING VERIFIED')
      expect(timeline.every(({ source }) => source === '127.0.0.1 (authoritative)')).toBe(true)
      const audit = (await bench.audit(scope)).filter(({ entityType }) => entityType === 'domain')
      expect(audit.map(({ action }) => action)).toEqual(['CREATED', 'UPDATED'])
      expect(audit[1]?.changes).toContain('"verifiedName"')
      expect(JSON.stringify(audit)).not.toContain(pending.ownershipToken)

      await bench.check(scope, pending)
      expect(await bench.timeline(scope)).toHaveLength(timeline.length)
    })

    test('private keys are sealed for their place and are in no answer', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      expect(JSON.stringify(domain)).not.toContain('privateKey')
      const stored = await bench.database.write(scope, (uow) => uow.of(DomainEntity).get(domain.id))
      const [first] = stored?.dkimKeys ?? []
      const place = { organisationId: scope.organisationId, table: 'domain', row: domain.id, column: 'dkimKeys.mr1' }
      expect(await bench.secrets.open(first?.privateKey ?? '', place)).toBe('PRIVATE')
      await expect(bench.secrets.open(first?.privateKey ?? '', { ...place, column: 'dkimKeys.mr2' })).rejects.toThrow()
    })

    test('a proof that is lost is at risk after an hour of misses, and failed after 72 (R-DOM-5)', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      bench.publish(domain)
      await bench.check(scope, domain)
      bench.dns.clear()
      const seen: string[] = []
      for (const wait of [0, 1, 5, 15, 40, 72 * 60]) {
        bench.pass(wait * MINUTE)
        await bench.check(scope, domain)
        const { recordStates, sendReady, verifiedName } = await bench.read(scope, domain)
        seen.push(`${recordStates[0]?.status} ${sendReady} ${verifiedName !== null}`)
      }
      expect(seen).toEqual([
        'VERIFIED true true',
        'VERIFIED true true',
        'VERIFIED true true',
        'VERIFIED true true',
        'AT_RISK true true',
        'FAILED false false',
      ])
      const { entity } = await bench.service.restart(scope, domain.id)
      expect(bench.status(entity!)).toMatch(/^PENDING/)
      expect((await bench.timeline(scope)).at(-1)).toMatchObject({ from: 'FAILED', to: 'PENDING' })
      await bench.checks.idle()
    })
  })

  describe('faults of DNS (R-DOM-10; each of them is in dns-faults.test.ts)', () => {
    test('other domains and all rows are served while DNS is silent', async () => {
      const scope = await bench.organisation()
      bench.dns.fail('drop', `_mailroom-challenge.${fresh()}`)
      const creating = bench.domain(scope, name)
      const other = await bench.organisation()
      const domain = await bench.domain(other, fresh())
      expect(bench.status(domain)).toBe('PENDING')
      expect(bench.status(await creating)).toBe('UNKNOWN DNS_UNREACHABLE')
    })
  })

  describe('several organisations and one name (R-DOM-3, R-DOM-12)', () => {
    test('the first that verifies owns it; the other follows when the owner deletes', async () => {
      const [a, b] = [await bench.organisation(), await bench.organisation()]
      const ofA = await bench.domain(a, fresh())
      const ofB = await bench.domain(b, name)
      expect(ofA.ownershipToken).not.toBe(ofB.ownershipToken)
      bench.publish(ofB)
      await bench.check(b, ofB)
      expect((await bench.read(b, ofB)).verifiedName).toBe(name)
      bench.publish(ofA, 'OWNERSHIP')
      await bench.check(a, ofA)
      const claimed = await bench.read(a, ofA)
      expect([bench.status(claimed), claimed.verifiedName, claimed.receiveReady]).toEqual(['VERIFIED', null, false])
      expect(Date.parse(claimed.nextCheckAt ?? '') - bench.now).toBeLessThanOrEqual(HOUR)

      await bench.database.write(b, (uow) => bench.service.delete(uow, { id: ofB.id, expectedVersion: 1 }))
      await bench.settle()
      const owned = await bench.read(a, ofA)
      expect([owned.verifiedName, owned.sendReady, owned.receiveReady]).toEqual([name, true, true])
    })

    test('ownership moves when the proof of the owner is gone for 72 hours, and both audit logs say so', async () => {
      const [a, b] = [await bench.organisation(), await bench.organisation()]
      const ofA = await bench.domain(a, fresh())
      bench.publish(ofA, 'OWNERSHIP')
      await bench.check(a, ofA)
      const ofB = await bench.domain(b, name)
      bench.dns.clear()
      bench.publish(ofB, 'OWNERSHIP')
      for (const wait of [0, 5, 15, 40, 60]) {
        bench.pass(wait * MINUTE)
        await bench.check(a, ofA)
        await bench.check(b, ofB)
      }
      expect((await bench.read(a, ofA)).verifiedName).toBe(name)
      expect((await bench.read(b, ofB)).sendReady).toBe(false)
      bench.pass(72 * HOUR)
      await bench.check(a, ofA)
      await bench.settle()
      expect((await bench.read(a, ofA)).verifiedName).toBe(null)
      expect((await bench.read(b, ofB)).verifiedName).toBe(name)
      for (const scope of [a, b])
        expect((await bench.audit(scope)).some(({ changes }) => changes.includes('"verifiedName"'))).toBe(true)
    })

    test('of 50 that verify at once exactly one wins, and the others follow one by one', async () => {
      fresh()
      const scopes = await Promise.all(Array.from({ length: 50 }, () => bench.organisation()))
      const domains = await Promise.all(scopes.map((scope) => bench.domain(scope, name)))
      domains.forEach((domain) => bench.publish(domain, 'OWNERSHIP'))
      const owners = async () => {
        const rows = await Promise.all(scopes.map((scope, i) => bench.read(scope, domains[i]!)))
        expect(rows.every((row) => bench.status(row) === 'VERIFIED')).toBe(true)
        expect(rows.filter(({ sendReady }) => sendReady)).toHaveLength(1)
        return rows.flatMap(({ verifiedName }, i) => (verifiedName === name ? [i] : []))
      }
      await Promise.all(
        scopes.map(({ organisationId }, i) => bench.checks.now({ organisationId, domainId: domains[i]!.id })),
      )
      const [first = -1, ...others] = await owners()
      expect(others).toEqual([])
      const [winner, lost] = [scopes[first]!, domains[first]!]
      await bench.database.write(winner, (uow) => bench.service.delete(uow, { id: lost.id, expectedVersion: 1 }))
      scopes.splice(first, 1)
      domains.splice(first, 1)
      await bench.settle()
      expect(await owners()).toHaveLength(1)
    })

    test('the owner of a parent is told when a subdomain is proved elsewhere', async () => {
      const [a, b] = [await bench.organisation(), await bench.organisation()]
      const parent = await bench.domain(a, fresh())
      bench.publish(parent, 'OWNERSHIP')
      await bench.check(a, parent)
      const child = await bench.domain(b, `sub.${name}`)
      bench.publish(child, 'OWNERSHIP')
      await bench.check(b, child)
      const told = (await bench.audit(a)).filter(({ changes }) => changes.includes('subdomainVerifiedElsewhere'))
      expect(told).toHaveLength(1)
      expect(told[0]?.changes).toContain(`sub.${name}`)
    })
  })

  describe('a result loses nothing of what happened meanwhile', () => {
    test('settings that changed are judged by a new check', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      bench.publish(domain)
      bench.dns.slowness = 300
      bench.dns.fail('slow')
      const checking = bench.check(scope, domain)
      const updated = await bench.service.update(scope, {
        id: domain.id,
        expectedVersion: 1,
        mailFromDomain: `bounce.${name}`,
      })
      expect(updated.entity?.recordStates).toHaveLength(8)
      await checking
      await bench.settle()
      const row = await bench.read(scope, domain)
      expect([row.version, row.mailFromDomain, row.recordStates.length]).toEqual([2, `bounce.${name}`, 8])
      expect(bench.status(row)).toBe('VERIFIED')
    })

    test('a domain that was deleted stays deleted', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      bench.dns.slowness = 300
      bench.dns.fail('slow')
      const checking = bench.check(scope, domain)
      await bench.database.write(scope, (uow) => bench.service.delete(uow, { id: domain.id, expectedVersion: 1 }))
      await checking
      await expect(bench.read(scope, domain)).rejects.toThrow('gone')
    })
  })

  describe('what is refused', () => {
    test('limit, edition, name, sender and MAIL FROM, all at once (R-ORG-1, R-ORG-2, R-DOM-2, R-DOM-4, R-DOM-8)', async () => {
      const scope = await bench.organisation('CX_1', 0)
      name = 'http://shop.example/'
      expect(codes(await create(scope, { sender: 'SMTP' }))).toEqual([
        'EDITION_WITHOUT_EMAIL',
        'LIMIT_REACHED',
        'REQUIRED',
        'DOMAIN_URL',
      ])
      const other = await bench.organisation()
      fresh()
      const refused = await create(other, { smtpServerId: 'smt_x', mailFromDomain: 'bounce.other.example' })
      expect(codes(refused)).toEqual(['REFERENCE_NOT_FOUND', 'MAIL_FROM_NOT_SUBDOMAIN'])
      expect(refused.entity).toBe(null)
    })

    test('the same name twice, and one domain too many', async () => {
      const scope = await bench.organisation()
      await bench.domain(scope, fresh())
      name = name.toUpperCase()
      expect(codes(await create(scope, {}))).toEqual(['DOMAIN_EXISTS'])
      await bench.domain(scope, fresh())
      fresh()
      expect(codes(await create(scope, {}))).toEqual(['LIMIT_REACHED'])
    })

    test('a platform name of another, also 90 days after it was given up (R-ORG-3)', async () => {
      const [a, b] = [await bench.organisation(), await bench.organisation()]
      name = 'acme-desk'
      const { entity } = await create(a, { type: 'PLATFORM' })
      expect(entity).toMatchObject({ name: `acme-desk.${PLATFORM.root}`, verifiedName: `acme-desk.${PLATFORM.root}` })
      expect([entity?.sendReady, entity?.receiveReady, entity?.nextCheckAt]).toEqual([true, true, null])
      expect(codes(await create(b, { type: 'PLATFORM' }))).toEqual(['DOMAIN_EXISTS'])
      await bench.database.write(a, (uow) => bench.service.delete(uow, { id: entity!.id, expectedVersion: 1 }))
      expect(codes(await create(b, { type: 'PLATFORM' }))).toEqual(['DOMAIN_EXISTS'])
      bench.pass(91 * 24 * HOUR)
      expect(codes(await create(b, { type: 'PLATFORM', dryRun: true }))).toEqual([])
      expect(codes(await create(a, { type: 'PLATFORM' }))).toEqual([])
      name = 'another-desk'
      expect(codes(await create(a, { type: 'PLATFORM' }))).toEqual(['NOT_UNIQUE'])
    })

    test('a stale version, which answers with the domain as it is', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      const stale = await bench.service.update(scope, { id: domain.id, expectedVersion: 7, reception: 'REDIRECTION' })
      expect(codes(stale)).toEqual(['STALE_VERSION'])
      expect(stale.entity).toMatchObject({ version: 1, reception: 'MX' })
      expect(JSON.stringify(stale)).not.toContain('privateKey')
    })
  })

  describe('beside the settings', () => {
    test('a dry run stores nothing, makes no token and no keys', async () => {
      const scope = await bench.organisation()
      fresh()
      const { entity } = await create(scope, { dryRun: true })
      expect(entity).toMatchObject({ ownershipToken: '', dkimKeys: [], name })
      expect((await bench.audit(scope)).filter(({ entityType }) => entityType === 'domain')).toEqual([])
    })

    test('an idempotency key gives the same answer again', async () => {
      const scope = await bench.organisation()
      fresh()
      const first = await create(scope, { idempotencyKey: 'once' })
      const again = await create(scope, { idempotencyKey: 'once' })
      expect(again.entity?.id).toBe(first.entity?.id)
      await bench.checks.idle()
    })

    test('mail that would move is warned of (R-DOM-17)', async () => {
      const scope = await bench.organisation()
      bench.dns.set(fresh(), 'MX', '10 mx.provider.example')
      expect(codes(await create(scope, { dryRun: true }))).toEqual(['MX_MOVES_ALL_MAIL'])
      expect(codes(await create(scope, {}))).toEqual(['MX_MOVES_ALL_MAIL'])
      await bench.checks.idle()
    })

    test('redirection receives without MX (R-DOM-6)', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      const { entity } = await bench.service.update(scope, {
        id: domain.id,
        expectedVersion: 1,
        reception: 'REDIRECTION',
      })
      expect(entity?.receiveReady).toBe(true)
      expect(bench.status(entity!, 'MX')).toBe('NOT_REQUIRED')
      await bench.checks.idle()
    })

    test('a check by hand answers with the result, every 10 seconds', async () => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      bench.publish(domain)
      const { entity } = await bench.service.check(scope, domain.id)
      expect(bench.status(entity!)).toBe('VERIFIED')
      await expect(bench.service.check(scope, domain.id)).rejects.toMatchObject({
        extensions: { code: 'RATE_LIMITED', retryAfter: 10 },
      })
    })
  })

  describe('deleting a domain with addresses (R-DOM-13, R-ADR-10)', () => {
    async function withAddresses() {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, fresh())
      const other = await bench.domain(scope, fresh())
      const add = (of: { id: string; name: string }, localPart: string, fromAddressId: string | null) =>
        bench.database.write(scope, (uow) =>
          uow.of(AddressEntity).insert({
            id: uow.newId('adr'),
            domainId: of.id,
            ...{ localPart, addressKey: `${localPart}@${of.name}`, fromAddressId },
            ...{ fromName: null, fromNameKey: null, replyTo: null, bcc: [], routingKind: 'NONE', queueId: null },
            ...{ languageId: null, priority: 0, flowId: null, spamFlowId: null, responseId: null, placement: null },
            ...{
              frequency: null,
              history: 'AGENT_DECIDES',
              multipleActions: false,
              problemCount: 0,
              errorCount: 0,
              bccCount: 0,
            },
            redirectSecret: `${count++}`.padStart(20, 'a'),
          }),
        )
      const help = await add(domain, 'help', null)
      await add(domain, 'sales', help.id)
      const remove = (confirmName?: string) =>
        bench.database.write(scope, (uow) =>
          bench.service.delete(uow, { id: domain.id, expectedVersion: 1, ...(confirmName ? { confirmName } : {}) }),
        )
      return { scope, domain, other, add, help, remove }
    }

    test('their health follows what the domain can do (R-ADR-13)', async () => {
      const { scope, domain } = await withAddresses()
      const problemCounts = async () => {
        const addresses = await bench.database.write(scope, (uow) =>
          uow.of(AddressEntity).find({ domainId: domain.id }),
        )
        return addresses.map(({ problemCount }) => problemCount)
      }
      await bench.service.update(scope, { id: domain.id, expectedVersion: 1, reception: 'REDIRECTION' })
      const [receiving = 0] = await problemCounts()
      expect(receiving).toBeGreaterThan(0)
      bench.publish(domain)
      await bench.check(scope, domain)
      expect(Math.max(...(await problemCounts()))).toBeLessThan(receiving)
    })

    test('needs its name, and takes them along with an audit entry each', async () => {
      const { scope, domain, remove } = await withAddresses()
      await expect(remove()).rejects.toThrow('DOMAIN_HAS_ADDRESSES')
      await expect(remove('other.example')).rejects.toThrow('CONFIRMATION_MISMATCH')
      await remove(domain.name.toUpperCase())
      await expect(bench.read(scope, domain)).rejects.toThrow('gone')
      const deleted = (await bench.audit(scope)).filter(({ action }) => action === 'DELETED')
      expect(deleted.map(({ entityType }) => entityType).sort()).toEqual(['address', 'address', 'domain'])
    })

    test('is refused while addresses elsewhere send as one of them', async () => {
      const { scope, domain, other, add, help, remove } = await withAddresses()
      await add(other, 'info', help.id)
      await expect(remove(domain.name)).rejects.toMatchObject({
        problems: [{ code: 'IN_USE', params: { count: 1 } }],
        usedBy: [{ entityType: 'EmailAddress', name: `info@${other.name}` }],
      })
      expect((await bench.read(scope, domain)).name).toBe(domain.name)
    })
  })

  test('the audit log of one organisation has nothing of another', async () => {
    const scope = await bench.organisation()
    await bench.domain(scope, fresh())
    const entries = await bench.database.write(scope, (uow) => uow.of(AuditEntryEntity).find({ action: 'CREATED' }))
    expect(entries.every(({ organisationId }) => organisationId === scope.organisationId)).toBe(true)
  })
})
