import { createHash, randomBytes } from 'node:crypto'
import { ACCOUNT_LIMITS, error, isFreshStep, readSecondFactor, stepAt, type Problem } from '@mailroom/core'
import { Secret, TOTP } from 'otpauth'
import type { Clock } from '../adapters/clock.js'
import type { SecretPlace, Secrets } from '../adapters/secrets.js'
import type { Database } from '../database/database.js'
import { EntityTable } from '../database/entity-table.js'
import { randomBase32 } from '../database/ids.js'
import { sealedText } from '../database/sealed-column.js'
import { sql } from '../database/sql.js'
import type { InstallationUnit } from '../database/unit-of-work.js'
import { RecoveryCodeEntity, SecondFactorEntity } from '../features/access/account.entity.js'
import type { Also } from './account-events.js'
import { limiterStore, type Limiter, type LimiterStore } from './limiter-store.js'
import { take } from './sign-in-limiter.js'

const ISSUER = 'Mailroom'
const QUARTER_HOUR = 15 * 60
const SEED_BYTES = 20

/** What a person sees of the second factor. */
export interface SecondFactorState {
  /** Null: off. */
  readonly since: string | null
  readonly recoveryCodesLeft: number
}

/** An app that is being set up: nothing is asked of anybody until a code of it has come. */
export interface Enrolment {
  readonly secret: string
  /** `otpauth://` for the app. */
  readonly uri: string
}

/** Authenticator apps (TOTP) and recovery codes. A code works once, and none that is older works after it. */
export class SecondFactors {
  private readonly tries: Limiter

  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    limiter: LimiterStore = limiterStore(null),
  ) {
    const points = ACCOUNT_LIMITS.secondFactorTries
    this.tries = limiter({ name: 'second-factor', points, duration: QUARTER_HOUR })
  }

  async stateOf(userId: string): Promise<SecondFactorState> {
    const found = await this.database.readInstallation().first<{ since: string | null; codes: number }>(
      sql`select f."confirmedAt" as since, (select cast(count(*) as integer) from recovery_code c
          where c."userId" = f."userId") as codes from second_factor f where f."userId" = ${userId}`,
    )
    const since = found?.since ?? null
    return { since, recoveryCodesLeft: since === null ? 0 : found!.codes }
  }

  /** Why a sign-in with this code is refused; empty: it is not, and the code is spent. RATE_LIMITED after 5 wrong ones. */
  async prove(userId: string, typed: string | null): Promise<Problem[]> {
    const { since } = await this.stateOf(userId)
    if (since === null) return []
    if (typed === null || typed.trim() === '') return [error('SECOND_FACTOR_REQUIRED', ['secondFactor'])]
    await take(this.tries, userId)
    if (!(await this.spend(userId, typed))) return [error('SECOND_FACTOR_INVALID', ['secondFactor'])]
    await this.tries.delete(userId)
    return []
  }

  /** Begins anew; what is in use stays until the new app is confirmed. */
  async enrol(userId: string, email: string): Promise<Enrolment> {
    const secret = new Secret({ buffer: new Uint8Array(randomBytes(SEED_BYTES)).buffer })
    const pendingSeed = await this.secrets.seal(secret.base32, placeOf(userId, 'pendingSeed'))
    await this.database.writeInstallation(async (unit) => {
      const rows = unit.installation(SecondFactorEntity)
      if (await rows.get({ userId })) await rows.update({ userId }, { pendingSeed })
      else await rows.insert({ userId, seed: null, pendingSeed, lastStep: 0, confirmedAt: null })
    })
    return { secret: secret.base32, uri: generator(secret.base32, email).toString() }
  }

  /** Takes the app into use by a code of it; the recovery codes, or null where the code is not one of it. */
  async confirm(userId: string, typed: string, also: Also): Promise<readonly string[] | null> {
    await take(this.tries, userId)
    const row = await this.load(userId)
    const pending = row?.pendingSeed ? await this.secrets.open(row.pendingSeed, placeOf(userId, 'pendingSeed')) : null
    const step = pending === null ? null : this.stepOf(pending, readSecondFactor(typed).code)
    if (pending === null || step === null) return null
    const seed = await this.secrets.seal(pending, placeOf(userId, 'seed'))
    const codes = await this.database.writeInstallation(async (unit) => {
      const change = { seed, pendingSeed: null, lastStep: step, confirmedAt: unit.now }
      const taken = await new EntityTable(unit.manager, SecondFactorEntity).update(
        { userId, pendingSeed: row!.pendingSeed },
        change,
      )
      if (taken !== 1) return null
      await also(unit)
      return renewCodes(unit, userId)
    })
    await this.tries.delete(userId)
    return codes
  }

  /** New recovery codes; those of before are void. */
  renewCodes(userId: string, also: Also): Promise<readonly string[]> {
    return this.database.writeInstallation(async (unit) => {
      await also(unit)
      return renewCodes(unit, userId)
    })
  }

  async turnOff(userId: string, also: Also): Promise<void> {
    await this.database.writeInstallation(async (unit) => {
      const { confirmedAt } = (await unit.installation(SecondFactorEntity).get({ userId })) ?? { confirmedAt: null }
      if (confirmedAt !== null) await also(unit)
      await unit.installation(SecondFactorEntity).delete({ userId })
      await unit.installation(RecoveryCodeEntity).delete({ userId })
    })
  }

  private async spend(userId: string, typed: string): Promise<boolean> {
    const { kind, code } = readSecondFactor(typed)
    if (kind === 'RECOVERY') {
      const criteria = { codeHash: hashOfCode(userId, code), userId }
      return this.database.writeInstallation(
        async ({ manager }) => (await new EntityTable(manager, RecoveryCodeEntity).delete(criteria)) === 1,
      )
    }
    const row = await this.load(userId)
    if (!row?.seed) return false
    const step = this.stepOf(await this.secrets.open(row.seed, placeOf(userId, 'seed')), code)
    if (step === null || !isFreshStep(step, row.lastStep)) return false
    const seen = { userId, lastStep: row.lastStep }
    return this.database.writeInstallation(
      async ({ manager }) =>
        (await new EntityTable(manager, SecondFactorEntity).update(seen, { lastStep: step })) === 1,
    )
  }

  /** The period of a code: that of now, or one beside it. */
  private stepOf(seed: string, code: string): number | null {
    const now = this.clock.now()
    const drift = generator(seed, '').validate({ token: code, timestamp: now, window: 1 })
    return drift === null ? null : stepAt(now, drift)
  }

  private load(userId: string): Promise<SecondFactorEntity | undefined> {
    return this.database
      .readInstallation()
      .first<SecondFactorEntity>(sql`select * from second_factor where "userId" = ${userId}`)
  }
}

async function renewCodes(unit: InstallationUnit, userId: string): Promise<readonly string[]> {
  const rows = unit.installation(RecoveryCodeEntity)
  await rows.delete({ userId })
  const codes = Array.from({ length: ACCOUNT_LIMITS.recoveryCodes }, () =>
    [4, 4, 4].map((length) => randomBase32(length)).join('-'),
  )
  for (const code of codes) await rows.insert({ codeHash: hashOfCode(userId, readSecondFactor(code).code), userId })
  return codes
}

function generator(seed: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: seed, period: ACCOUNT_LIMITS.codePeriod, digits: 6 })
}

/** With the person, so that equal codes of two people are two rows. */
function hashOfCode(userId: string, code: string): string {
  return createHash('sha256').update(`${userId} ${code}`).digest('hex')
}

/** Seeds of apps, for the rotation of keys. */
export const SEALED_SEEDS = (['seed', 'pendingSeed'] as const).map((column) =>
  sealedText('second_factor', column, ['userId'], ([userId]) => placeOf(userId!, column)),
)

function placeOf(userId: string, column: 'seed' | 'pendingSeed'): SecretPlace {
  return { organisationId: '', table: 'second_factor', row: userId, column }
}
