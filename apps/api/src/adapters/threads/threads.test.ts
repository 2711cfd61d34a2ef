import { describe, expect, it } from 'vitest'
import { GivenUp, type Job } from './thread.js'
import { Busy, Threads } from './threads.js'

const job = (work: string, limits: Partial<Job<any>> = {}): Job<any> => ({
  module: 'node:timers/promises',
  work,
  milliseconds: () => 100,
  megabytes: 32,
  ...limits,
})

describe('work in threads', () => {
  it('is answered, each question by its own answer', async () => {
    const threads = new Threads<number, number>(job('({ setTimeout }, n) => setTimeout(n % 3, n * 2)'))
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => threads.ask(n)))
    expect(answers).toEqual(Array.from({ length: 30 }, (_, n) => n * 2))
    await threads.close()
  })

  it('is given up when its time is over, and the next question is answered', async () => {
    const threads = new Threads<string, string>(job('(_, word) => { while (word === "for ever"); return word }'))
    const asked = ['for ever', 'for ever', 'next', 'last'].map((word) => threads.ask(word))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled'])
    await expect(asked[0]).rejects.toBeInstanceOf(GivenUp)
    await threads.close()
  })

  it('is given up when its memory is, without harm to this process', async () => {
    const greedy = '(_, on) => { const all = []; while (on) all.push(new Array(1000).fill(on)); return "little" }'
    const threads = new Threads<boolean, string>(job(greedy, { milliseconds: () => 20_000 }))
    await expect(threads.ask(true)).rejects.toBeInstanceOf(GivenUp)
    expect(await threads.ask(false)).toBe('little')
    await threads.close()
  })

  it('that fails says so, and is no end of the thread', async () => {
    const threads = new Threads<boolean, string>(job('(_, bad) => { if (bad) throw new Error("no"); return "yes" }'))
    await expect(threads.ask(true)).rejects.toThrow('no')
    expect(await threads.ask(false)).toBe('yes')
    await threads.close()
  })

  it('counts time from its beginning, not while it waits in line', async () => {
    const threads = new Threads<number, number>(job('({ setTimeout }, n) => setTimeout(60, n)'))
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map((n) => threads.ask(n)))).toEqual([1, 2, 3, 4, 5, 6])
    await threads.close()
  })

  it('is of one owner one at a time, so that another finds a thread', async () => {
    const threads = new Threads<number, number>(
      job('({ setTimeout }, n) => setTimeout(n, n)', { milliseconds: () => 8000 }),
    )
    await Promise.all([threads.ask(1), threads.ask(1)])
    const ends: string[] = []
    const ask = (owner: string, ms: number) => threads.ask(ms, owner).then(() => ends.push(`${owner} ${ms}`))
    await Promise.all([ask('greedy', 600), ask('greedy', 500), ask('other', 100)])
    expect(ends).toEqual(['other 100', 'greedy 600', 'greedy 500'])
    const held = ask('greedy', 3600)
    await expect(threads.ask(1, 'greedy')).rejects.toBeInstanceOf(Busy)
    await held
    await threads.close()
  })

  it('is refused where too many wait', async () => {
    const threads = new Threads<number, number>(
      job('({ setTimeout }, n) => setTimeout(n, n)', { milliseconds: () => 8000 }),
    )
    const long = [threads.ask(3600), threads.ask(3600)]
    await expect(threads.ask(1)).rejects.toBeInstanceOf(Busy)
    expect(await Promise.all(long)).toEqual([3600, 3600])
    await threads.close()
  })
})
