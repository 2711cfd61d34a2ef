import { randomBytes } from 'node:crypto'
import {
  checkExpiry,
  checkOverlap,
  formatApiKey,
  makeApiKey,
  mayHold,
  overlapEnd,
  parseApiKeyDraft,
  rollApiKey,
} from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import { hashOfKey } from '../../auth/api-keys.js'
import type { DirectoryApiKey } from '../../database/directory.js'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { forbidden, notFound } from '../../graphql/errors.js'
import { accepted, Checks, type Written } from '../../graphql/write.js'
import { ApiKeyEntity } from './api-key.entity.js'
import type { CreateApiKeyInput, RollApiKeyInput } from './api-key.input.js'

/** Who makes or rolls a key. */
export interface KeyMaker {
  readonly own: ReadonlySet<string>
  readonly isOperator: boolean
  /** The person, or whose key it is; null: made before makers were kept. */
  readonly makerId: string | null
  readonly makerName: string | null
}

/** Makes a key; its secret is in the answer alone. */
export async function createApiKey(
  uow: UnitOfWork,
  input: CreateApiKeyInput,
  { own, makerId, makerName }: KeyMaker,
): Promise<Written<DirectoryApiKey>> {
  const draft = {
    name: input.name,
    permissions: input.permissions,
    expiresAt: input.expiresAt?.getTime() ?? null,
    operator: input.operator ?? false,
  }
  const checks = new Checks()
  const key = checks.take(parseApiKeyDraft(draft, { own, now: Date.parse(uow.now) }))
  const named = key && checks.take(await checkName(uow, 'api_key', key.name))
  checks.refuse()
  const { permissions, operator, expiresAt } = accepted(key)
  const parts = makeApiKey(randomBytes)
  const row = await uow.of(ApiKeyEntity).insert({
    id: uow.newId('key'),
    ...accepted(named),
    ...{ permissions, operator, expiresAt: isoTime(expiresAt), keyId: parts.id, lastUsedAt: null },
    ...hashed(formatApiKey(parts)),
    ...{ previousHash: null, previousUntil: null, makerId, makerName },
  })
  return answer(uow, row, formatApiKey(parts), checks)
}

/**
 * A new secret; that of now stays valid for a while. Refused to whoever could not have made the key; whoever rolls it is
 * its maker from now on.
 */
export async function rollKey(
  uow: UnitOfWork,
  input: RollApiKeyInput,
  { own, isOperator, makerId, makerName }: KeyMaker,
): Promise<Written<DirectoryApiKey>> {
  const current = await existing(uow, input.id)
  if (!mayHold(own, current.permissions) || (current.operator && !isOperator)) throw forbidden()
  const now = Date.parse(uow.now)
  const hours = input.overlapHours ?? 0
  const expiresAt = input.expiresAt?.getTime() ?? Date.parse(current.expiresAt)
  const checks = new Checks()
  checks.add([...checkOverlap(hours), ...checkExpiry(expiresAt, now)])
  checks.refuse()
  const key = formatApiKey(rollApiKey({ id: current.keyId }, randomBytes))
  const until = isoTime(overlapEnd(hours, now, Date.parse(current.expiresAt)))
  const row = await uow.of(ApiKeyEntity).update(current, current.version, {
    ...hashed(key),
    ...{ expiresAt: isoTime(expiresAt), makerId, makerName },
    previousHash: hours === 0 ? null : current.secretHash,
    previousUntil: hours === 0 ? null : until,
  })
  return answer(uow, row, key, checks)
}

/** Ends a key at once. */
export async function revokeApiKey(uow: UnitOfWork, id: string): Promise<void> {
  const current = await existing(uow, id)
  await uow.of(ApiKeyEntity).delete(current, current.version)
}

async function existing(uow: UnitOfWork, id: string): Promise<ApiKeyEntity> {
  const current = await uow.of(ApiKeyEntity).get(id)
  if (!current) throw notFound()
  return current
}

function hashed(key: string): Pick<ApiKeyEntity, 'secretHash' | 'lastFour'> {
  return { secretHash: hashOfKey(key), lastFour: key.slice(-4) }
}

/** Without the hashes, which an idempotency key would store a second time. */
function answer(uow: UnitOfWork, row: ApiKeyEntity, key: string, { problems }: Checks): Written<DirectoryApiKey> {
  const { id, name, keyId, lastFour, permissions, operator, expiresAt, lastUsedAt, previousUntil } = row
  const { makerId, makerName } = row
  const times = { expiresAt, lastUsedAt, previousUntil }
  const shown = { id, name, keyId, lastFour, permissions, operator, ...times, makerId, makerName, held: permissions }
  if (!uow.dryRun) return { entity: shown, problems, secret: key }
  return { entity: { ...shown, keyId: '0'.repeat(keyId.length), lastFour: '0000' }, problems }
}
