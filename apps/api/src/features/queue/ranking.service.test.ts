import { expect, test } from 'vitest'
import type { Rows, TenantRows } from '../../database/unit-of-work.js'
import { QueueEntity } from './queue.entity.js'
import { rankWaiting } from './ranking.service.js'

/** Rows of a queue with so many members, who can do nothing. */
function queueOf(members: number): TenantRows {
  const all: TenantRows['all'] = async (query) => {
    const { text, values } = query.render('sqlite')
    if (!text.includes('from queue_member')) return []
    const length = Math.min(members, Number(values.at(-1)))
    return Array.from({ length }, (_, index) => ({ id: `mem_${index}` })) as never
  }
  const rows: Rows = { all, first: async (query) => (await all(query))[0] as never }
  return { organisationId: 'org_x', ...rows, everywhere: rows }
}

const queue = Object.assign(new QueueEntity(), {
  id: 'que_x',
  scoringMethod: 'TIME_AND_PRIORITY',
  skillEvaluation: 'ALL',
})
const rank = (members: number, waiting: number) => {
  const each = Array.from({ length: waiting }, (_, index) => ({ id: String(index), priority: 0, waitedSeconds: 0 }))
  return rankWaiting(queueOf(members), queue, { queueId: queue.id, waiting: each }, 'en')
}

test('a queue of a thousand members is ranked for all of them, a larger one for those that are named (R-QUE-3)', async () => {
  expect((await rank(1_000, 1))[0]?.agentIds).toHaveLength(1_000)
  await expect(rank(1_001, 1)).rejects.toThrow('agents: the queue has more than 1000 members; name those to rank for')
  expect(await rank(1_000, 100)).toHaveLength(100)
  await expect(rank(1_000, 101)).rejects.toThrow('waiting: at most 100 for 1000 agents')
})
