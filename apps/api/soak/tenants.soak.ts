import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fill, fillPostgres } from '../bench/data.mjs'
import { consoleQuery } from '../test/console-queries.js'
import { databaseVariables, DIALECTS, emptyDatabase } from '../test/databases.js'
import { FIRST_START } from '../test/harness.js'
import { signIn, type Ask } from '../test/kills.js'
import { ServerProcess } from '../test/server-process.js'
import { median, note, scaled } from './figures.js'

const FEW = 10
const MANY = scaled(1_000)
const ADDRESSES_EACH = 100
const ROUNDS = 15
const CALLS = 20
const WARM_UP = 100
const MOST_RATIO = 1.5
const LONGEST_START_MS = 5_000
const MOST_MEGABYTES = 400

const org = 'bench-3'
const PAGES: Readonly<Record<string, { query: string; variables: object }>> = {
  Domains: { query: consoleQuery('DomainList'), variables: { org } },
  Addresses: { query: consoleQuery('AddressList'), variables: { org, first: 50, counted: true } },
}

type Dialect = (typeof DIALECTS)[number]

describe.each(DIALECTS)('many organisations on %s', (dialect) => {
  test('pages take what they take with few', async () => {
    const [few, many] = [await Installation.filled(dialect, FEW), await Installation.filled(dialect, MANY)]
    const section = `${MANY} organisations with ${MANY * ADDRESSES_EACH} addresses, ${dialect}`
    const ratios: Record<string, number> = {}
    for (const [name, page] of Object.entries(PAGES)) {
      const times = await compare(few, many, page)
      const ratio = (ratios[name] = times.many / times.few)
      note({
        ...{ section, what: `${name} page: its time by that with ${FEW} organisations` },
        measured: `${ratio.toFixed(2)} (${times.many.toFixed(1)} ms by ${times.few.toFixed(1)} ms)`,
        ...{ goal: `at most ${MOST_RATIO}`, reached: ratio <= MOST_RATIO },
      })
    }
    const { startedInMs } = many.server
    const start = { measured: `${Math.round(startedInMs)} ms`, goal: `under ${LONGEST_START_MS} ms` }
    note({ section, what: 'start', ...start, reached: startedInMs < LONGEST_START_MS })
    const megabytes = residentMegabytes(many.server.pid)
    const memory = { measured: `${megabytes} MB`, goal: `under ${MOST_MEGABYTES} MB` }
    note({ section, what: 'memory after all this', ...memory, reached: megabytes < MOST_MEGABYTES })
    await Promise.all([few.remove(), many.remove()])
    for (const [name, ratio] of Object.entries(ratios)) expect(ratio, name).toBeLessThanOrEqual(MOST_RATIO)
    expect(startedInMs).toBeLessThan(LONGEST_START_MS)
    expect(megabytes).toBeLessThan(MOST_MEGABYTES)
  })
})

/** A server on a database with that many organisations. */
class Installation {
  private constructor(
    readonly server: ServerProcess,
    readonly ask: Ask,
    readonly remove: () => Promise<void>,
  ) {}

  static async filled(dialect: Dialect, organisations: number): Promise<Installation> {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-tenants-'))
    const variables = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target) }
    await (await ServerProcess.start(variables)).stop()
    const wanted = { organisations, addresses: [ADDRESSES_EACH] }
    const { target } = place
    if (target.dialect === 'sqlite') fill(target.path, wanted)
    else await fillPostgres(target.ownerUrl ?? target.url, wanted)
    const server = await ServerProcess.start(variables)
    return new Installation(server, await signIn(server.url), async () => {
      await server.stop()
      await place.remove()
      rmSync(folder, { recursive: true, force: true })
    })
  }
}

/** Medians in milliseconds, in turns, so that a busy machine is unfair to nobody. */
async function compare(
  few: Installation,
  many: Installation,
  { query, variables }: { query: string; variables: object },
) {
  const times: { few: number[]; many: number[] } = { few: [], many: [] }
  for (const { ask } of [few, many]) for (let call = 0; call < WARM_UP; call++) await ask(query, variables)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, { ask }] of Object.entries({ few, many })) {
      for (let call = 0; call < CALLS; call++) {
        const began = performance.now()
        await ask(query, variables)
        times[side as 'few' | 'many'].push(performance.now() - began)
      }
    }
  }
  return { few: median(times.few), many: median(times.many) }
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}
