import { TIMELINE_KEPT, type RecordChange } from '@mailroom/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DomainBench } from '../../../test/domain-bench.js'
import { DomainRecordChangeEntity } from './domain.entity.js'
import { keepTimeline } from './timeline.js'
import { loadTimeline } from './timeline.read-model.js'

const change: RecordChange = {
  ...{ event: 'STATE', key: 'MX', host: 'shop.example', from: 'PENDING', to: 'VERIFIED' },
  ...{ found: ['10 mx.mailroom.example'], foundAt: 'shop.example', source: '192.0.2.1 (authoritative)', at: 0 },
}

describe.each(DIALECTS)('the timeline on %s (R-DOM-15)', (dialect) => {
  let bench: DomainBench
  beforeAll(async () => {
    bench = await DomainBench.open(dialect)
  })
  afterAll(() => bench.stop())

  test('keeps the latest 500 lines of a domain, and all of another', async () => {
    const scope = await bench.organisation()
    const [full, other] = [await bench.domain(scope, 'full.example'), await bench.domain(scope, 'other.example')]
    const lines = Array.from({ length: TIMELINE_KEPT + 20 }, (_, at) => ({ ...change, at: at * 1000 }))
    await bench.database.write(scope, async (uow) => {
      await keepTimeline(uow, other.id, [change])
      await keepTimeline(uow, full.id, lines)
      await keepTimeline(uow, full.id, [{ ...change, at: 10_000_000, key: 'DMARC' }])
    })
    const read = (filter: object) => loadTimeline(bench.database.read(scope), { first: 200 }, filter)
    const page = await read({ domainId: full.id })
    expect(await page.totalCount).toBe(TIMELINE_KEPT)
    expect(page.nodes[0]).toMatchObject({ key: 'DMARC', purpose: 'DMARC' })
    expect(await (await read({ domainId: other.id })).totalCount).toBe(1)
    expect(await (await read({ domainId: full.id, purpose: 'DMARC' })).totalCount).toBe(1)
    expect(await (await read({})).totalCount).toBe(TIMELINE_KEPT + 1)
  })

  test('reads lines from before events were told apart', async () => {
    const scope = await bench.organisation()
    const domain = await bench.domain(scope, 'old.example')
    const { at, ...old } = { ...change, event: null, host: null }
    await bench.database.write(scope, (uow) =>
      uow.of(DomainRecordChangeEntity).insert({
        ...old,
        ...{ id: uow.newId('rec'), domainId: domain.id, at: new Date(at).toISOString() },
      }),
    )
    const { nodes } = await loadTimeline(bench.database.read(scope), { first: 1 }, { domainId: domain.id })
    expect(nodes).toMatchObject([{ event: 'STATE', host: 'shop.example', domainName: 'old.example' }])
  })
})
