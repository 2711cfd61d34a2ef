import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../src/adapters/clock.js'
import type { DatabaseTarget } from '../src/config.js'
import { Database } from '../src/database/database.js'
import { sql } from '../src/database/sql.js'
import { OPERATOR } from './harness.js'
import { ServerProcess } from './server-process.js'

const CLIENTS = 10
const EARLIEST_KILL_MS = 50
const LATEST_KILL_MS = 700
/** Nothing was done: a client asks again. */
const BUSY = 503
const PAUSE_MS = 500

const CREATE = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }'
const UPDATE = 'mutation ($input: UpdateSkillInput!) { updateSkill(input: $input) { skill { id } } }'

/** A skill as the database has it in the end. */
export interface StoredSkill {
  readonly id: string
  readonly name: string
  readonly version: number
  /** How many entries the audit log has about it: one a version. */
  readonly audited: number
}

/** What kills under load did. */
export interface KillReport {
  readonly kills: number
  readonly acknowledged: number
  /** Ids of skills of which an acknowledged write is not there. */
  readonly lost: readonly string[]
  /** Ids of skills with a change without audit entry, or an entry without change. */
  readonly halfWritten: readonly string[]
  readonly slowestStartMs: number
}

/** Asks the server as the operator; throws what it answers with errors. */
export type Ask = (query: string, variables?: object) => Promise<any>

/**
 * Clients write until enough is acknowledged; meanwhile the server is killed some times, at moments that `random` (0 to 1)
 * draws, and started again. `load` reads what is there after all.
 */
export async function killUnderLoad(
  environment: Readonly<Record<string, string>>,
  { kills, writes, random }: { kills: number; writes: number; random: () => number },
  load: () => Promise<readonly StoredSkill[]>,
): Promise<KillReport> {
  const writers = new Writers()
  let slowestStartMs = 0
  for (let round = 0; round < kills; round++) {
    const server = await ServerProcess.start(environment)
    slowestStartMs = Math.max(slowestStartMs, server.startedInMs)
    const ended = writers.write(await signIn(server.url), Infinity)
    await sleep(EARLIEST_KILL_MS + random() * (LATEST_KILL_MS - EARLIEST_KILL_MS))
    await server.kill()
    await ended
  }
  const server = await ServerProcess.start(environment)
  await writers.write(await signIn(server.url), writes)
  await server.stop()
  return { kills, acknowledged: writers.acknowledged, ...writers.compare(await load()), slowestStartMs }
}

/** Clients that make skills and rename them, and remember what the server acknowledged. */
class Writers {
  acknowledged = 0
  private made = 0
  private readonly known = new Map<string, { name: string; version: number }>()

  /** Resolves when that many writes are acknowledged in all, or the server is gone. */
  async write(ask: Ask, target: number): Promise<void> {
    const { organization } = await ask('{ organization(slug: "acme") { id } }')
    const client = async (): Promise<void> => {
      while (this.acknowledged < target) await this.writeOne(ask, organization.id)
    }
    await Promise.all(Array.from({ length: CLIENTS }, () => client().catch(ignoreLostConnection)))
  }

  private async writeOne(ask: Ask, organizationId: string): Promise<void> {
    const name = `Skill ${this.made++}`
    const { createSkill } = await ask(CREATE, { input: { organizationId, name } })
    const { id } = createSkill.skill
    this.acknowledge(id, name, 1)
    await ask(UPDATE, { input: { id, expectedVersion: 1, name: `${name} renamed` } })
    this.acknowledge(id, `${name} renamed`, 2)
  }

  private acknowledge(id: string, name: string, version: number): void {
    this.known.set(id, { name, version })
    this.acknowledged++
  }

  /** A write that was under way may be there or not, but whole. */
  compare(stored: readonly StoredSkill[]): Pick<KillReport, 'lost' | 'halfWritten'> {
    const found = new Map(stored.map((skill) => [skill.id, skill]))
    const isThere = ([id, { name, version }]: [string, { name: string; version: number }]) => {
      const skill = found.get(id)
      return skill !== undefined && (skill.version > version || (skill.version === version && skill.name === name))
    }
    return {
      lost: [...this.known].filter((each) => !isThere(each)).map(([id]) => id),
      halfWritten: stored.filter(({ version, audited }) => version !== audited).map(({ id }) => id),
    }
  }
}

/** What the database has after all; an audit entry of a skill that is not there counts as half-written too. */
export async function loadSkills(target: DatabaseTarget): Promise<StoredSkill[]> {
  const database = await Database.open(target, systemClock)
  const rows = database.readInstallation()
  const stored = await rows.all<StoredSkill>(sql`
    select s.id, s.name, s.version, (select cast(count(*) as integer) from audit_entry a
      where a."organisationId" = s."organisationId" and a."entityId" = s.id) as audited from skill s`)
  const orphans = await rows.all<{ id: string }>(sql`
    select distinct "entityId" as id from audit_entry a where a."entityId" like 'skl%'
      and not exists (select 1 from skill s where s."organisationId" = a."organisationId" and s.id = a."entityId")`)
  const damage = target.dialect === 'sqlite' ? await rows.all<object>(sql`pragma integrity_check`) : []
  await database.close()
  if (damage.length > 1) throw new Error(JSON.stringify(damage))
  return [...stored, ...orphans.map(({ id }) => ({ id, name: '', version: 0, audited: 1 }))]
}

/** Signs the operator in at a server that runs elsewhere. */
export async function signIn(url: string): Promise<Ask> {
  let cookie = ''
  const ask: Ask = async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables }),
    })
    if (response.status === BUSY) {
      await sleep(PAUSE_MS)
      return ask(query, variables)
    }
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown }
    if (errors !== undefined) throw new Error(JSON.stringify(errors))
    return data
  }
  await ask('mutation ($input: SignInInput!) { signIn(input: $input) { problems { code } } }', { input: OPERATOR })
  return ask
}

/** What a request throws when the server was killed; anything else is a failure of the test. */
export function ignoreLostConnection(reason: unknown): void {
  const isLost = reason instanceof TypeError || (reason as Error).name === 'SyntaxError'
  if (!isLost) throw reason
}
