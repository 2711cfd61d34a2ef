import {
  builtInRoleKey,
  error,
  hasEnded,
  nameKey,
  parseName,
  parsePassword,
  type BuiltInRoleKey,
  type Problem,
} from '@mailroom/core'
import type { Clock } from '../../adapters/clock.js'
import type { Database } from '../../database/database.js'
import type { Person } from '../../database/directory.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { MemberEntity, UserEntity } from './access.entity.js'
import { storeAbilities } from './member-proficiency.js'
import { existing } from './member.read-model.js'
import { InvitationEntity, type InvitedAbility } from './invitation.entity.js'
import { accepted, Checks, Refused } from '../../graphql/write.js'
import { personActing } from '../../auth/actor.js'
import { newUser, type AuthService, type SignedIn } from '../../auth/auth.service.js'
import type { Caller } from '../../auth/caller.js'
import type { Browser, Credentials } from '../../auth/credentials.js'
import { hashPassword } from '../../auth/passwords.js'
import type { Sessions } from '../../auth/sessions.js'
import type { SignInLimiter } from '../../auth/sign-in-limiter.js'
import { scopeOfInvitation } from '../../auth/tenant-scope.js'
import { hashOfToken } from '../../auth/tokens.js'

/** Who accepts. */
export interface Acceptance {
  readonly code: string
  readonly name?: string | null
  readonly password?: string | null
  readonly secondFactor?: string | null
}

/** What whoever has the link sees. */
export interface InvitationPreview {
  readonly organizationName: string
  readonly roleName: string
  readonly builtInRoleKey: BuiltInRoleKey | null
  readonly email: string
  readonly name: string | null
  readonly invitedBy: string
  readonly expired: boolean
  readonly hasAccount: boolean
}

interface Found extends Pick<InvitationPreview, 'organizationName' | 'roleName' | 'email' | 'name' | 'invitedBy'> {
  readonly organisationId: string
  readonly id: string
  readonly expiresAt: string
  readonly userId: string | null
  readonly suspendedAt: string | null
  readonly builtIn: boolean
}

interface InvitationsParts {
  readonly database: Database
  readonly clock: Clock
  readonly auth: AuthService
  readonly credentials: Credentials
  readonly limiter: SignInLimiter
  readonly sessions: Sessions
}

/** Invitations, for whoever has the link: it stands for the right to enter that one organisation once. */
export class Invitations {
  constructor(private readonly parts: InvitationsParts) {}

  /** Null: there is none with this code. RATE_LIMITED after too many wrong ones. */
  async preview(code: string, ip: string): Promise<InvitationPreview | null> {
    const found = await this.find(code, ip)
    if (!found) return null
    const { organizationName, roleName, email, name, invitedBy } = found
    const roleKey = builtInRoleKey({ name: roleName, builtIn: found.builtIn })
    const expired = hasEnded(found.expiresAt, this.parts.clock.now())
    const hasAccount = found.userId !== null
    return { organizationName, roleName, builtInRoleKey: roleKey, email, name, invitedBy, expired, hasAccount }
  }

  /** Makes a member, and starts a session. */
  async accept(acceptance: Acceptance, browser: Browser, caller: Caller): Promise<SignedIn> {
    const found = await this.find(acceptance.code, browser.ip)
    if (!found || hasEnded(found.expiresAt, this.parts.clock.now())) return refused(INVALID)
    if (found.suspendedAt !== null) return refused([error('ORGANIZATION_SUSPENDED', [])])
    try {
      const userId =
        found.userId === null
          ? await this.join(found, acceptance.code, await newPerson(found, acceptance), caller)
          : await this.joinKnown(found, found.userId, acceptance, browser, caller)
      this.parts.sessions.forget()
      return await this.parts.auth.enter(userId, browser)
    } catch (reason) {
      if (reason instanceof Refused) return refused(reason.problems)
      throw reason
    }
  }

  /** An account is joined by its own person alone: signed in, or by password and second factor. */
  private async joinKnown(
    found: Found,
    userId: string,
    { code, password, secondFactor }: Acceptance,
    browser: Browser,
    caller: Caller,
  ): Promise<string> {
    if (caller.principal?.person?.id !== userId) {
      const proof = { email: found.email, password: password ?? '', secondFactor: secondFactor ?? null }
      const { problems } = await this.parts.credentials.prove(proof, browser)
      if (problems.length > 0) throw new Refused(problems)
    }
    const [person] = await this.parts.database
      .readInstallation()
      .all<UserEntity>(sql`select * from "user" where id = ${userId}`)
    if (!person) throw new Refused(INVALID)
    return this.join(found, code, person, caller)
  }

  private join({ organisationId, id }: Found, code: string, person: UserEntity, caller: Caller): Promise<string> {
    const scope = scopeOfInvitation(organisationId, personActing(person, caller.origin))
    return this.parts.database.write(scope, async (uow) => {
      const invitation = await uow.of(InvitationEntity).get(id)
      const isOpen = invitation?.codeHash === hashOfToken(code) && !hasEnded(invitation.expiresAt, Date.parse(uow.now))
      if (!isOpen) throw new Refused(INVALID)
      await uow.of(InvitationEntity).delete(invitation, invitation.version)
      const known = await uow.installation(UserEntity).get({ emailKey: person.emailKey })
      if (known && known.id !== person.id) throw new Refused([error('INVALID_CREDENTIALS', [])])
      if (!known) await uow.installation(UserEntity).insert({ ...person, createdAt: uow.now })
      await addMember(uow, invitation, person)
      return person.id
    })
  }

  private async find(code: string, ip: string): Promise<Found | undefined> {
    const codeHash = hashOfToken(code)
    const found = await this.parts.database.readInstallation().first<Found>(
      sql`select i."organisationId", i.id, i.email, i.name, i."invitedBy", i."expiresAt",
            o.name as "organizationName", o."suspendedAt", r.name as "roleName", r."builtIn", u.id as "userId"
          from invitation i join organisation o on o.id = i."organisationId"
          join role r on r."organisationId" = i."organisationId" and r.id = i."roleId"
          left join "user" u on u."emailKey" = i."nameKey" where i."codeHash" = ${codeHash}`,
    )
    if (!found) await this.parts.limiter.attempt({ account: `code ${ip}`, ip, device: null })
    return found
  }
}

const INVALID = [error('INVITATION_INVALID', ['code'])]

/** Somebody new, with a password of their own. */
async function newPerson(found: Found, { name, password }: Acceptance): Promise<UserEntity> {
  const checks = new Checks()
  const wanted = checks.take(parseName(name ?? found.name, ['name']))
  const person: Pick<Person, 'email' | 'name'> = { email: found.email, name: wanted ?? '' }
  const chosen = checks.take(parsePassword(password ?? '', person, ['password']))
  checks.refuse()
  const passwordHash = await hashPassword(accepted(chosen))
  return newUser(accepted(wanted), found.email, passwordHash, '', false)
}

/** Without what was deleted since the invitation; whoever is a member stays what they are. */
async function addMember(uow: UnitOfWork, invitation: InvitationEntity, person: UserEntity): Promise<void> {
  const isMember = await uow.first(
    sql`select 1 from member where "organisationId" = ${uow.organisationId} and "userId" = ${person.id}`,
  )
  if (isMember) return
  const abilities = {
    skills: await remaining(uow, 'skill', invitation.skills),
    languages: await remaining(uow, 'language', invitation.languages),
  }
  const row = { userId: person.id, roleId: invitation.roleId, nameKey: nameKey(person.name), suspended: false }
  const member = await uow.of(MemberEntity).insert({ id: uow.newId('mem'), ...row }, abilities)
  await storeAbilities(uow, member.id, abilities)
}

async function remaining(uow: UnitOfWork, table: string, wanted: readonly InvitedAbility[]): Promise<InvitedAbility[]> {
  const known = await existing(
    uow,
    table,
    wanted.map(({ id }) => id),
  )
  return wanted.filter(({ id }) => known.has(id))
}

function refused(problems: readonly Problem[]): SignedIn {
  return { token: null, principal: null, problems }
}
