import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DomainBench } from '../../../test/domain-bench.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import { DomainEntity } from './domain.entity.js'
import type { DomainRow } from './domain.read-model.js'
import { loadTimeline } from './timeline.read-model.js'

const DAY = 24 * 3_600_000

describe.each(DIALECTS)('rotation of DKIM keys on %s', (dialect) => {
  let bench: DomainBench
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

  const stored = (scope: TenantScope, { id }: DomainRow) =>
    bench.database.write(scope, (uow) => uow.of(DomainEntity).get(id))
  const events = async (scope: TenantScope, { id }: DomainRow) => {
    const page = await loadTimeline(bench.database.read(scope), { first: 200 }, { domainId: id, purpose: 'DKIM' })
    return page.nodes.filter(({ event }) => event !== 'STATE').map(({ event, key }) => `${event} ${key}`)
  }
  const audited = async (scope: TenantScope) =>
    (await bench.audit(scope)).flatMap(
      ({ changes }) => JSON.parse(changes) as { field: string; before: unknown; after: unknown }[],
    )

  test('R-DOM-7 moves when the other record is seen, keeps the old key 7 days, then makes a new one', async () => {
    const scope = await bench.organisation()
    const domain = await bench.domain(scope, `dkim${count++}.example`)
    bench.publish(domain, 'DKIM:mr1')
    await bench.check(scope, domain)
    const { entity } = await bench.service.rotateDkimKey(scope, domain.id)
    expect(entity?.dkimRotation).toMatchObject({ active: 'mr1', requestedAt: bench.now })
    expect(await events(scope, domain)).toEqual(['SIGNING DKIM:mr1'])

    bench.pass(60_000)
    bench.publish(domain, 'DKIM:mr2')
    await bench.check(scope, domain)
    const retiresAt = bench.now + 7 * DAY
    expect((await bench.read(scope, domain)).dkimRotation).toEqual({ active: 'mr2', requestedAt: null, retiresAt })
    expect(await events(scope, domain)).toEqual(['SIGNING DKIM:mr2', 'SIGNING DKIM:mr1'])
    expect(await audited(scope)).toContainEqual({ field: 'dkimSelector', before: 'mr1', after: 'mr2' })

    bench.pass(7 * DAY - 1000)
    await bench.check(scope, domain)
    const before = await stored(scope, domain)
    expect(before?.dkimKeys).toMatchObject(domain.dkimKeys)
    expect(Date.parse(before?.nextCheckAt ?? '')).toBe(retiresAt)

    bench.pass(1000)
    await bench.check(scope, domain)
    const after = await stored(scope, domain)
    expect(after?.dkimKeys[1]).toEqual(before?.dkimKeys[1])
    expect(after?.dkimKeys[0]?.publicKey).not.toBe(before?.dkimKeys[0]?.publicKey)
    const place = { organisationId: scope.organisationId, table: 'domain', row: domain.id, column: 'dkimKeys.mr1' }
    expect(await bench.secrets.open(after?.dkimKeys[0]?.privateKey ?? '', place)).toBe('PRIVATE')
    expect(after?.dkimRotation).toEqual({ active: 'mr2', requestedAt: null, retiresAt: null })
    const row = await bench.read(scope, domain)
    expect([bench.status(row, 'DKIM:mr1'), bench.status(row, 'DKIM:mr2')]).toEqual([
      'PENDING DNS_WRONG_VALUE',
      'VERIFIED',
    ])
    expect(await events(scope, domain)).toEqual(['NEW_KEY DKIM:mr1', 'SIGNING DKIM:mr2', 'SIGNING DKIM:mr1'])
    expect(JSON.stringify(await bench.audit(scope))).not.toMatch(/PRIVATE|PUBLIC/)
  })

  test('R-DOM-7 both records there: it has moved when the answer comes; asked again it waits for the new key', async () => {
    const scope = await bench.organisation()
    const domain = await bench.domain(scope, `dkim${count++}.example`)
    bench.publish(domain, 'DKIM:mr1', 'DKIM:mr2')
    await bench.check(scope, domain)
    const { entity } = await bench.service.rotateDkimKey(scope, domain.id)
    expect(entity?.dkimRotation).toMatchObject({ active: 'mr2', requestedAt: null })
    const again = await bench.service.rotateDkimKey(scope, domain.id)
    expect(again.entity?.dkimRotation).toMatchObject({ active: 'mr2', requestedAt: bench.now })
    const asked = bench.dns.asked.length
    await bench.service.rotateDkimKey(scope, domain.id)
    expect(bench.dns.asked).toHaveLength(asked)
    bench.pass(7 * DAY)
    await bench.check(scope, domain)
    bench.dns.clear(`mr1._domainkey.${domain.name}`)
    bench.publish(await bench.read(scope, domain), 'DKIM:mr1')
    await bench.check(scope, domain)
    expect((await bench.read(scope, domain)).dkimRotation).toMatchObject({ active: 'mr1', requestedAt: null })
  })

  test.each(['servfail', 'refused', 'malformed'] as const)('R-DOM-10 %s moves nothing', async (fault) => {
    const scope = await bench.organisation()
    const domain = await bench.domain(scope, `dkim${count++}.example`)
    bench.publish(domain, 'DKIM:mr1', 'DKIM:mr2')
    await bench.check(scope, domain)
    bench.pass(1000)
    bench.dns.fail(fault)
    await bench.service.rotateDkimKey(scope, domain.id)
    expect((await bench.read(scope, domain)).dkimRotation).toMatchObject({ active: 'mr1' })
    bench.dns.heal()
    await bench.check(scope, domain)
    expect((await bench.read(scope, domain)).dkimRotation).toMatchObject({ active: 'mr2' })
  })

  test('is refused without e-mail in the edition (R-ORG-1), and does nothing to a platform domain (R-DOM-1)', async () => {
    const poor = await bench.organisation('CX_1')
    const name = `plain${count++}`
    const rich = await bench.organisation()
    const { entity } = await bench.service.create(rich, { organizationId: rich.organisationId, name, type: 'PLATFORM' })
    expect(await bench.service.rotateDkimKey(rich, entity!.id)).toMatchObject({
      entity: { dkimRotation: null },
      problems: [],
    })
    await bench.database.write(poor, (uow) =>
      uow.of(DomainEntity).insert({ ...(entity as unknown as DomainEntity), id: uow.newId('dom'), verifiedName: null }),
    )
    const [own] = await bench.database.write(poor, (uow) => uow.of(DomainEntity).find({ name: entity!.name }))
    expect(await bench.service.rotateDkimKey(poor, own!.id)).toMatchObject({
      entity: null,
      problems: [{ code: 'EDITION_WITHOUT_EMAIL' }],
    })
  })
})
