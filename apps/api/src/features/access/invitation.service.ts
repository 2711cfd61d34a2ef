import {
  ACCOUNT_LIMITS,
  checkRoleWithinOwn,
  error,
  parseAddressSpec,
  parseName,
  type Permission,
  type Problem,
} from '@mailroom/core'
import { LOCALES } from '@mailroom/messages'
import { isoTime } from '../../adapters/clock.js'
import { hashOfToken, newToken } from '../../auth/tokens.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { countOf } from '../../graphql/connection.js'
import { notFound } from '../../graphql/errors.js'
import { accepted, Checks, Refused, type Written } from '../../graphql/write.js'
import { RoleEntity } from './access.entity.js'
import { readAbilities } from './member-proficiency.js'
import { checkNewRole } from './member-role.js'
import { InvitationEntity } from './invitation.entity.js'
import type { InviteMemberInput } from './invitation.input.js'

/** Invites somebody; the secret is the code of the link. `own`: what the caller may, nobody gives more (R-ORG-6). */
export async function inviteMember(
  uow: UnitOfWork,
  input: InviteMemberInput,
  own: ReadonlySet<Permission>,
): Promise<Written<InvitationEntity>> {
  const checks = new Checks()
  const email = checks.take(parseAddressSpec(input.email, ['email']))
  const name = input.name ? checks.take(parseName(input.name, ['name'])) : null
  if (email !== undefined) checks.add(await checkNew(uow, email.toLowerCase()))
  if (input.locale != null && !LOCALES.some((each) => each === input.locale)) checks.add([error('INVALID', ['locale'])])
  checks.add(await checkNewRole(uow, input.roleId, own))
  const { abilities, problems } = await readAbilities(uow, input)
  checks.add(problems)
  checks.add(await checkCount(uow))
  checks.refuse()
  const code = newToken()
  const invitation = await uow.of(InvitationEntity).insert({
    id: uow.newId('inv'),
    email: accepted(email),
    nameKey: accepted(email).toLowerCase(),
    name: name ?? null,
    roleId: input.roleId,
    ...abilities,
    ...issued(uow, code),
  })
  return { entity: invitation, problems: checks.problems, secret: code }
}

/** Gives the invitation a new link and another 7 days; the link of before is void. */
export async function resendInvitation(
  uow: UnitOfWork,
  id: string,
  own: ReadonlySet<Permission>,
): Promise<Written<InvitationEntity>> {
  const current = await there(uow, id)
  const role = await uow.of(RoleEntity).get(current.roleId)
  const problems = checkRoleWithinOwn(role?.permissions ?? [], own, [])
  if (problems.length > 0) throw new Refused(problems)
  const code = newToken()
  const invitation = await uow.of(InvitationEntity).update(current, current.version, issued(uow, code))
  return { entity: invitation, problems: [], secret: code }
}

/** Takes the invitation back: its link is void. */
export async function revokeInvitation(uow: UnitOfWork, id: string): Promise<void> {
  const current = await there(uow, id)
  await uow.of(InvitationEntity).delete(current, current.version)
}

async function there(uow: UnitOfWork, id: string): Promise<InvitationEntity> {
  const found = await uow.of(InvitationEntity).get(id)
  if (!found) throw notFound()
  return found
}

function issued(uow: UnitOfWork, code: string) {
  const expiresAt = isoTime(Date.parse(uow.now) + ACCOUNT_LIMITS.invitation)
  return { codeHash: hashOfToken(code), expiresAt, invitedBy: uow.scope.actor.name }
}

/** Neither a member already, nor invited already. */
async function checkNew(uow: UnitOfWork, emailKey: string): Promise<Problem[]> {
  const found = await uow.first(
    sql`select 1 from member m join "user" u on u.id = m."userId"
        where m."organisationId" = ${uow.organisationId} and u."emailKey" = ${emailKey}
        union all select 1 from invitation where "organisationId" = ${uow.organisationId} and "nameKey" = ${emailKey}`,
  )
  return found ? [error('NOT_UNIQUE', ['email'])] : []
}

async function checkCount(uow: UnitOfWork): Promise<Problem[]> {
  const count = await countOf(uow, sql`from invitation where "organisationId" = ${uow.organisationId}`)
  const limit = ACCOUNT_LIMITS.openInvitations
  return count >= limit ? [error('LIMIT_REACHED', [], { key: 'invitations', limit, count })] : []
}
