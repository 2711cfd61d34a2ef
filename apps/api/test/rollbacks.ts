import { setTimeout as sleep } from 'node:timers/promises'
import { TenantScope } from '../src/auth/tenant-scope.js'
import { sql } from '../src/database/sql.js'
import { SkillEntity } from '../src/features/skill/skill.entity.js'
import type { Harness } from './harness.js'

const AT_ONCE = 30

const CREATE = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } problems { code } } }'

/** What rollbacks among other requests' writes left. */
export interface RollbackReport {
  readonly acknowledged: number
  /** Acknowledged writes that are not there, or have no audit entry. */
  readonly lost: readonly string[]
  /** What is there although it was rolled back. */
  readonly left: readonly string[]
}

/** Requests write while units that have written fail, some milliseconds later, and dry runs are taken back. */
export async function rollBackAmongWrites(
  { app, operator, acme }: Harness,
  { rollbacks, writes }: { rollbacks: number; writes: number },
): Promise<RollbackReport> {
  const scope = TenantScope.issue(acme.id, null)
  const fail = async (index: number): Promise<void> => {
    const name = `Failing ${index}`
    const unit = app.database.write(scope, async (uow) => {
      await uow.of(SkillEntity).insert({ id: uow.newId('skl'), name, nameKey: name.toLowerCase() })
      await sleep(Math.random() * 10)
      throw new Error('deliberate')
    })
    await unit.catch((reason: Error) => {
      if (reason.message !== 'deliberate') throw reason
    })
  }
  const dryRun = async (index: number): Promise<void> => {
    await operator.data(CREATE, { input: { organizationId: acme.id, name: `Dry ${index}`, dryRun: true } })
  }
  const names = new Set<string>()
  const write = async (index: number): Promise<void> => {
    const name = `Kept ${index}`
    const { createSkill } = await operator.data(CREATE, { input: { organizationId: acme.id, name } })
    if (createSkill.skill) names.add(name)
  }
  const each = (count: number, work: (index: number) => Promise<void>) =>
    Array.from({ length: count }, (_, index) => () => work(index))
  await runMixed([...each(rollbacks, fail), ...each(rollbacks, dryRun), ...each(writes, write)])
  const stored = await app.database.readInstallation().all<{ name: string; audited: number }>(sql`
    select s.name, (select cast(count(*) as integer) from audit_entry a
      where a."organisationId" = s."organisationId" and a."entityId" = s.id) as audited from skill s`)
  const entries = await app.database
    .readInstallation()
    .all<{ entityName: string }>(sql`select "entityName" from audit_entry where "entityType" = 'skill'`)
  const whole = new Set(stored.filter(({ audited }) => audited === 1).map(({ name }) => name))
  return {
    acknowledged: names.size,
    lost: [...names].filter((name) => !whole.has(name)),
    left: [...stored.map(({ name }) => name), ...entries.map(({ entityName }) => entityName)].filter(
      (name) => !names.has(name),
    ),
  }
}

/** In any order, some at a time. */
async function runMixed(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = tasks.map((task) => ({ task, at: Math.random() })).toSorted((a, b) => a.at - b.at)
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await next.task()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
