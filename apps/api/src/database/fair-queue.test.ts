import { expect, test } from 'vitest'
import { FairQueue, type FairQueueLimits } from './fair-queue.js'
import { Unavailable } from './unavailable.js'

const ONE = { atOnce: 1, atOncePerLane: 1, waiting: 1000, waitingPerLane: 1000 }

const tick = () => new Promise((resolve) => setImmediate(resolve))

/** A queue whose work ends when it is told to, and the order in which it began. */
function bench(limits: Partial<FairQueueLimits> = {}) {
  const queue = new FairQueue({ ...ONE, ...limits })
  const begun: string[] = []
  const ends: (() => void)[] = []
  const add = (lane: string, name = lane) =>
    queue.run(lane, () => {
      begun.push(name)
      return new Promise<void>((end) => ends.push(end))
    })
  const endAll = async () => {
    await tick()
    do {
      for (const end of ends.splice(0)) end()
      await tick()
    } while (ends.length > 0)
  }
  return { queue, begun, add, endAll }
}

test('who has ten times as much to do waits behind the own work: the others get every second turn', async () => {
  const { begun, add, endAll } = bench()
  for (let i = 0; i < 100; i++) void add('busy', `busy ${i}`)
  for (let i = 0; i < 10; i++) void add('quiet', `quiet ${i}`)
  await endAll()
  expect(begun).toHaveLength(110)
  expect(begun.slice(1, 21).filter((name) => name.startsWith('quiet'))).toHaveLength(10)
  expect(begun.filter((name) => name.startsWith('busy'))).toEqual(Array.from({ length: 100 }, (_, i) => `busy ${i}`))
})

test('with turns for several at once, a lane has no more than its share', async () => {
  const { begun, add, endAll } = bench({ atOnce: 4, atOncePerLane: 2 })
  for (let i = 0; i < 10; i++) void add('busy')
  await tick()
  expect(begun).toEqual(['busy', 'busy'])
  for (const lane of ['a', 'b', 'c']) void add(lane)
  await tick()
  expect(begun).toEqual(['busy', 'busy', 'a', 'b'])
  await endAll()
  expect(begun).toHaveLength(13)
})

test('what cannot be done soon is refused, of a lane and in all, and room comes back', async () => {
  const { queue, add, endAll } = bench({ waiting: 5, waitingPerLane: 3 })
  for (let i = 0; i < 4; i++) void add('busy')
  await expect(add('busy')).rejects.toThrow(Unavailable)
  const refused = await add('busy').catch((reason: Unavailable) => reason.extensions)
  expect(refused).toMatchObject({ code: 'UNAVAILABLE', reason: 'BUSY', http: { status: 503 } })
  void add('a')
  void add('b')
  expect(queue.length).toBe(5)
  await expect(add('c')).rejects.toThrow(Unavailable)
  await endAll()
  expect(queue.length).toBe(0)
  void add('busy')
  await endAll()
})

test('work that fails gives its place back, and idle waits for everything', async () => {
  const { queue, begun, add, endAll } = bench()
  await expect(queue.run('a', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
  void add('a')
  void add('b')
  let isIdle = false
  const idle = queue.idle().then(() => (isIdle = true))
  await tick()
  expect(isIdle).toBe(false)
  await endAll()
  await idle
  expect(begun).toEqual(['a', 'b'])
})
