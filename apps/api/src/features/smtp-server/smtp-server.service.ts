import {
  checkEmailEdition,
  checkLimit,
  parseSmtpServer,
  type ParsedSmtpServer,
  type SmtpServerDraft,
  type StoredSmtpServer,
} from '@mailroom/core'
import type { Secrets } from '../../adapters/secrets.js'
import { sealedText } from '../../database/sealed-column.js'
import { sql } from '../../database/sql.js'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import { SmtpServerEntity } from './smtp-server.entity.js'
import type { CreateSmtpServerInput, UpdateSmtpServerInput } from './smtp-server.input.js'
import { loadSmtpServerUses, publicSmtpServer, type SmtpServerRow } from './smtp-server.read-model.js'
import { renewSendingDomains } from '../domain/sending-domains.read-model.js'

/** Where the password of a server is bound to. */
export function passwordPlace(organisationId: string, row: string) {
  return { organisationId, table: 'smtp_server', row, column: 'password' }
}

/** Passwords of servers, for the rotation of keys. */
export const SEALED_PASSWORDS = sealedText(
  'smtp_server',
  'password',
  ['organisationId', 'id'],
  ([organisationId, id]) => passwordPlace(organisationId!, id!),
)

export async function createSmtpServer(
  uow: UnitOfWork,
  secrets: Secrets,
  input: CreateSmtpServerInput,
): Promise<Written<SmtpServerRow>> {
  const checks = new Checks()
  const organisation = await organisationOf(uow)
  checks.add(checkEmailEdition(organisation.edition))
  checks.add(checkLimit('smtpServers', organisation.limits.smtpServers, await countServers(uow), []))
  const { parsed, names } = await parse(uow, input, null, checks)
  const id = uow.newId('smt')
  const { organisationId } = uow
  const { password } = parsed
  const sealed =
    password.kind === 'SET' ? await secrets.seal(password.password, passwordPlace(organisationId, id)) : null
  const untested = { lastTestedAt: null, lastTestResult: null }
  const row = { id, ...parsed.server, ...names, password: sealed, ...untested }
  return { entity: publicSmtpServer(await uow.of(SmtpServerEntity).insert(row)), problems: checks.problems }
}

/** Changes settings; where what one connects to or signs in with is another, the last test is void (R-DOM-12). */
export async function updateSmtpServer(
  uow: UnitOfWork,
  secrets: Secrets,
  input: UpdateSmtpServerInput,
  changed: (domainId: string) => void,
): Promise<Written<SmtpServerRow>> {
  const current = await seen(uow.of(SmtpServerEntity), input)
  const checks = new Checks()
  const organisation = await organisationOf(uow)
  checks.add(checkEmailEdition(organisation.edition))
  const { parsed, names } = await parse(uow, input, current, checks)
  const { password, isTestVoid } = parsed
  const place = passwordPlace(uow.organisationId, current.id)
  const kept = password.kind === 'KEPT' ? current.password : null
  const sealed = password.kind === 'SET' ? await secrets.seal(password.password, place) : kept
  const untested = isTestVoid ? { lastTestedAt: null, lastTestResult: null } : {}
  const patch = { ...parsed.server, ...names, password: sealed, ...untested }
  const entity = await uow.of(SmtpServerEntity).update(current, input.expectedVersion, patch)
  if (isTestVoid) await renewSendingDomains(uow, entity, changed)
  return { entity: publicSmtpServer(entity), problems: checks.problems }
}

/** IN_USE while a domain sends by it (R-ADR-10). */
export async function deleteSmtpServer(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(SmtpServerEntity), input)
  refuseInUse(await loadSmtpServerUses(uow, input.id))
  await uow.of(SmtpServerEntity).delete(current, input.expectedVersion)
}

async function parse(
  uow: UnitOfWork,
  draft: SmtpServerDraft,
  current: SmtpServerEntity | null,
  checks: Checks,
): Promise<{ parsed: ParsedSmtpServer; names: { name: string; nameKey: string } }> {
  const stored: StoredSmtpServer | null = current && { ...current, passwordSet: current.password !== null }
  const parsed = checks.take(parseSmtpServer(draft, stored))
  const names = parsed && checks.take(await checkName(uow, 'smtp_server', parsed.server.name, current?.id))
  checks.refuse()
  return { parsed: accepted(parsed), names: accepted(names) }
}

async function countServers(uow: UnitOfWork): Promise<number> {
  const counted = await uow.first<{ n: number }>(
    sql`select cast(count(*) as integer) as n from smtp_server where "organisationId" = ${uow.organisationId}`,
  )
  return counted?.n ?? 0
}
