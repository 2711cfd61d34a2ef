import { error, hasErrors, type Problem, type Result } from '@mailroom/core'
import { isoTime } from '../adapters/clock.js'
import type { SecretPlace, Secrets } from '../adapters/secrets.js'
import type { TenantScope } from '../auth/tenant-scope.js'
import type { Database } from '../database/database.js'
import { IdempotencyKeyEntity } from '../database/idempotency-key.entity.js'
import type { SealedColumn } from '../database/sealed-column.js'
import { StaleVersion, type TenantRepository } from '../database/tenant-repository.js'
import type { InstallationUnit, UnitOfWork } from '../database/unit-of-work.js'
import { badInput, notFound } from './errors.js'

const KEPT = 24 * 60 * 60 * 1000
const LONGEST_KEY = 200

/** What a write answers: the entity with warnings, or null with what refuses it. */
export interface Written<E> {
  readonly entity: E | null
  readonly problems: readonly Problem[]
  /** What is shown in this answer alone; with an idempotency key it is kept sealed. */
  readonly secret?: string
  /** With IN_USE: what refers to it. */
  readonly usedBy?: readonly Use[]
}

/** An answer as it is kept. */
interface Kept<E> extends Written<E> {
  /** Id of whoever wrote: a secret is shown again to nobody else. */
  readonly by?: string | null
}

/** Something refuses the write: nothing stays of it. */
export class Refused extends Error {
  constructor(
    readonly problems: readonly Problem[],
    /** With IN_USE: what refers to it. */
    readonly usedBy: readonly Use[] = [],
  ) {
    super(problems.map((problem) => problem.code).join(', '))
  }
}

/** Something that refers to what should be deleted (R-ADR-10). */
export interface Use {
  readonly entityType: string
  readonly id: string
  readonly name: string
}

/** How many of them an answer lists. */
export const USES_SHOWN = 100

/** Gathers the problems of several checks, so that a form gets all of them at once. */
export class Checks {
  readonly problems: Problem[] = []

  /** The value of a check that passed; otherwise the fallback, and the problems are kept. */
  take<T>(result: Result<T>): T | undefined {
    this.problems.push(...result.problems)
    return result.ok ? result.value : undefined
  }

  add(problems: readonly Problem[]): void {
    this.problems.push(...problems)
  }

  /** Refuses where any check did. */
  refuse(): void {
    if (hasErrors(this.problems)) throw new Refused(this.problems)
  }
}

/** The value where nothing refuses it. */
export function accepted<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A check refused without saying why')
  return value
}

/** The row that a write is about, as its caller has seen it: NOT_FOUND, or STALE_VERSION before any other check. */
export async function seen<E extends { readonly version: number }>(
  rows: TenantRepository<E>,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<E> {
  const current = await rows.get(id)
  if (!current) throw notFound()
  if (current.version !== expectedVersion) throw new StaleVersion(current)
  return current
}

interface WriteInput {
  readonly dryRun?: boolean | null
  readonly idempotencyKey?: string | null
}

/** Runs writes: dry run, idempotency key and problems are alike for all of them. */
export class Writes {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
  ) {}

  /** One user action on one organisation. `name` is the mutation's: an idempotency key belongs to it. */
  async run<E>(
    scope: TenantScope,
    name: string,
    input: WriteInput,
    work: (uow: UnitOfWork) => Promise<Written<E>>,
  ): Promise<Written<E>> {
    const owner = scope.organisationId
    return answered(() =>
      this.database.write(
        scope,
        (uow) => this.once(uow, owner, scope.actor.id, name, input, () => work(uow)),
        dry(input),
      ),
    )
  }

  /** One user action that belongs to no organisation yet. */
  async runInstallation<E>(
    userId: string,
    name: string,
    input: WriteInput,
    work: (unit: InstallationUnit) => Promise<Written<E>>,
  ): Promise<Written<E>> {
    return answered(() =>
      this.database.writeInstallation(
        (unit) => this.once(unit, userId, userId, name, input, () => work(unit)),
        dry(input),
      ),
    )
  }

  /** Deletes idempotency keys whose answers are no longer kept. */
  async forgetOldKeys(now: number): Promise<void> {
    const before = isoTime(now - KEPT)
    await this.database.writeInstallation((unit) =>
      unit.installation(IdempotencyKeyEntity).deleteBefore('createdAt', before),
    )
  }

  private async once<E>(
    unit: InstallationUnit,
    owner: string,
    by: string | null,
    name: string,
    input: WriteInput,
    work: () => Promise<Written<E>>,
  ): Promise<Written<E>> {
    const key = input.idempotencyKey ?? null
    if (key === null || input.dryRun) return work()
    if (key === '' || key.length > LONGEST_KEY || /[\0-\x1f\x7f]/.test(key))
      throw badInput('idempotencyKey: 1 to 200 characters')
    const wanted = `${name} ${canonical(input)}`
    const keys = unit.installation(IdempotencyKeyEntity)
    const known = await keys.get({ owner, key })
    if (known && Date.parse(known.createdAt) + KEPT > Date.parse(unit.now)) {
      const { by: maker, ...answer } = JSON.parse(known.answer) as Kept<E>
      const isTheirs = answer.secret === undefined || maker === by
      if (!isTheirs || !this.secrets.isFingerprint(known.fingerprint, wanted))
        throw new Refused([error('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey'])])
      return this.opened(answer, owner, key)
    }
    if (known) await keys.delete({ owner, key })
    const written = await work()
    const kept: Kept<E> = { ...(await this.sealed(written, owner, key)), by }
    const answer = JSON.stringify(kept)
    const fingerprint = this.secrets.fingerprint(wanted)
    await keys.insert({ owner, key, fingerprint, answer, createdAt: unit.now })
    return written
  }

  private async sealed<E>(written: Written<E>, owner: string, key: string): Promise<Written<E>> {
    if (written.secret === undefined) return written
    return { ...written, secret: await this.secrets.seal(written.secret, placeOf(owner, key)) }
  }

  private async opened<E>(kept: Written<E>, owner: string, key: string): Promise<Written<E>> {
    return kept.secret === undefined
      ? kept
      : { ...kept, secret: await this.secrets.open(kept.secret, placeOf(owner, key)) }
  }
}

/** The secrets of kept answers, for the rotation of keys. */
export const SEALED_ANSWERS: SealedColumn = {
  table: 'idempotency_key',
  column: 'answer',
  key: ['owner', 'key'],
  async reseal(text, [owner, key], each) {
    const kept = JSON.parse(text) as Written<unknown>
    if (kept.secret === undefined) return text
    return JSON.stringify({ ...kept, secret: await each(kept.secret, placeOf(owner!, key!)) })
  },
}

/** Where the secret of an answer is kept. */
function placeOf(owner: string, key: string): SecretPlace {
  return { organisationId: owner, table: 'idempotency_key', row: key, column: 'answer' }
}

/** Refusals become problems: for a stale version the answer carries the entity as it is. */
async function answered<E>(write: () => Promise<Written<E>>): Promise<Written<E>> {
  try {
    return await write()
  } catch (reason) {
    if (reason instanceof Refused) return { entity: null, problems: reason.problems, usedBy: reason.usedBy }
    if (reason instanceof StaleVersion) {
      return { entity: reason.current as E, problems: [error('STALE_VERSION', ['expectedVersion'])] }
    }
    throw reason
  }
}

function dry(input: WriteInput): { dryRun: boolean } {
  return { dryRun: input.dryRun ?? false }
}

/** JSON with sorted keys, without what is undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
