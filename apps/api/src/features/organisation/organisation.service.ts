import {
  BUILT_IN_ROLES,
  checkEmailEdition,
  error,
  LIMIT_DEFAULTS,
  nameKey,
  parseLimits,
  parseName,
  parseOrganisationSettings,
  parseSlug,
  SETTINGS_DEFAULTS,
  turnsSettingsOff,
  type Edition,
  type LimitChange,
  type OrganisationSettingsPatch,
  type Problem,
} from '@mailroom/core'
import type { Actor } from '../../auth/actor.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import { newOrganisationId } from '../../database/ids.js'
import { sql } from '../../database/sql.js'
import type { InstallationUnit, Rows, UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { accepted, Checks, Refused, seen, type Written } from '../../graphql/write.js'
import { MemberEntity, RoleEntity, UserEntity } from '../access/access.entity.js'
import { deleteRows, forgetAnswers, loadPeopleOfAlone } from './left-behind.js'
import { OrganisationEntity, ReservedNameEntity } from './organisation.entity.js'
import { reserveName } from './reserved-name.read-model.js'

/** What a new organisation is made of. */
export interface NewOrganisation {
  readonly name: string
  readonly slug: string
  readonly edition: Edition
}

/** What an organisation needs from elsewhere. */
export interface OrganisationPorts {
  issueScope(organisationId: string, actor: Actor): TenantScope
  /** Root of the platform domains. */
  readonly platformRoot: string
  /** Makes the platform domain of this name (R-ORG-3). */
  addPlatformDomain(uow: UnitOfWork, name: string): Promise<void>
}

/** What is to change; undefined stays. */
export interface OrganisationChanges {
  readonly name?: string | null
  readonly slug?: string | null
  readonly edition?: Edition | null
  readonly limits?: readonly LimitChange[] | null
  readonly suspended?: boolean | null
}

/** Writes of organisations; each runs inside the unit that it is given. */
export class OrganisationService {
  constructor(private readonly ports: OrganisationPorts) {}

  /** An organisation with its built-in roles and its platform domain; `ownerId`: who becomes its Owner, if anybody. */
  async create(
    unit: InstallationUnit,
    wanted: NewOrganisation,
    ownerId: string | null,
    actor: Actor,
  ): Promise<Written<OrganisationEntity>> {
    const checks = new Checks()
    const name = checks.take(parseName(wanted.name, ['name']))
    const slug = checks.take(parseSlug(wanted.slug, ['slug']))
    if (slug !== undefined) checks.add(await checkSlug(unit, unit.now, slug, this.platformName(slug)))
    checks.refuse()
    return {
      entity: await this.insert(unit, { ...wanted, name: accepted(name), slug: accepted(slug) }, ownerId, actor),
      problems: checks.problems,
    }
  }

  /** As `create`, with the first free slug like the wanted one: for the first organisation, which has only a name. */
  async found(unit: InstallationUnit, wanted: NewOrganisation, ownerId: string, actor: Actor): Promise<void> {
    const isTaken = !parseSlug(wanted.slug, []).ok
    await this.create(
      unit,
      { ...wanted, slug: isTaken ? `${wanted.slug}-mail`.replace(/^-/, 'my-') : wanted.slug },
      ownerId,
      actor,
    )
  }

  async update(
    uow: UnitOfWork,
    expectedVersion: number,
    changes: OrganisationChanges,
  ): Promise<Written<OrganisationEntity>> {
    const current = await own(uow, expectedVersion)
    const checks = new Checks()
    const name = changes.name === undefined ? current.name : checks.take(parseName(changes.name, ['name']))
    const slug = changes.slug == null ? current.slug : checks.take(parseSlug(changes.slug, ['slug']))
    if (slug !== undefined && slug !== current.slug)
      checks.add(await checkSlug(uow.everywhere, uow.now, slug, this.platformName(slug), uow.organisationId))
    const limits = changes.limits
      ? checks.take(parseLimits(changes.limits, current.limits, ['limits']))
      : current.limits
    checks.refuse()
    const patch = {
      name: accepted(name),
      nameKey: nameKey(accepted(name)),
      slug: accepted(slug),
      edition: changes.edition ?? current.edition,
      limits: accepted(limits),
      suspendedAt: suspensionOf(current, changes, uow.now),
    }
    if (patch.slug !== current.slug) await this.moveSlug(uow, current.slug, patch.slug)
    const entity = await uow.of(OrganisationEntity).update(current, expectedVersion, patch)
    return { entity, problems: checks.problems }
  }

  async updateSettings(
    uow: UnitOfWork,
    expectedVersion: number,
    patch: OrganisationSettingsPatch,
  ): Promise<Written<OrganisationEntity>> {
    const current = await own(uow, expectedVersion)
    const checks = new Checks()
    const settings = checks.take(parseOrganisationSettings(patch, current.settings))
    if (settings && !turnsSettingsOff(current.settings, settings)) checks.add(checkEmailEdition(current.edition))
    checks.refuse()
    const change = { settings: accepted(settings) }
    return {
      entity: await uow.of(OrganisationEntity).update(current, expectedVersion, change),
      problems: checks.problems,
    }
  }

  /**
   * Everything of the organisation goes, with the people who were members of it alone; its slug and platform names are
   * kept for 90 days (R-ORG-3).
   */
  async delete(uow: UnitOfWork, expectedVersion: number, confirmName: string | null): Promise<OrganisationEntity> {
    const current = await own(uow, expectedVersion)
    if (confirmName?.trim() !== current.name) throw new Refused([error('CONFIRMATION_MISMATCH', ['confirmName'])])
    const platform = await uow.all<{ name: string }>(
      sql`select name from domain where "organisationId" = ${uow.organisationId} and type = 'PLATFORM'`,
    )
    await reserveName(uow, 'SLUG', current.slug)
    for (const { name } of platform) await reserveName(uow, 'PLATFORM_NAME', name)
    const people = await loadPeopleOfAlone(uow)
    await deleteRows(uow)
    await uow.of(OrganisationEntity).delete(current, expectedVersion)
    await forgetAnswers(uow)
    for (const id of people) await uow.installation(UserEntity).delete({ id })
    return current
  }

  private async insert(
    unit: InstallationUnit,
    { name, slug, edition }: NewOrganisation,
    ownerId: string | null,
    actor: Actor,
  ): Promise<OrganisationEntity> {
    const id = unit.dryRun ? `org_${'a'.repeat(13)}` : newOrganisationId()
    const uow = unit.within(this.ports.issueScope(id, actor))
    const entity = await uow.of(OrganisationEntity).insert({
      id,
      slug,
      name,
      nameKey: nameKey(name),
      edition,
      limits: LIMIT_DEFAULTS,
      settings: SETTINGS_DEFAULTS,
      suspendedAt: null,
    })
    const roles = await this.addRoles(uow)
    await this.ports.addPlatformDomain(uow, this.platformName(slug))
    if (ownerId !== null) await addOwner(uow, ownerId, roles[0]!.id)
    return entity
  }

  /** The former slug is kept, and what was kept of the new one is free again: it is its own. */
  private async moveSlug(uow: UnitOfWork, from: string, to: string): Promise<void> {
    await reserveName(uow, 'SLUG', from)
    await uow.installation(ReservedNameEntity).delete({ kind: 'SLUG', name: to })
  }

  private platformName(slug: string): string {
    return `${slug}.${this.ports.platformRoot}`
  }

  /** The built-in roles, Owner first (R-ORG-6). */
  private async addRoles(uow: UnitOfWork): Promise<RoleEntity[]> {
    const roles: RoleEntity[] = []
    for (const [name, permissions] of Object.entries(BUILT_IN_ROLES)) {
      const row = { id: uow.newId('rol'), name, nameKey: nameKey(name), permissions, builtIn: true }
      roles.push(
        await uow.of(RoleEntity).insert({ ...row, id: uow.dryRun ? `${row.id.slice(0, -1)}${roles.length}` : row.id }),
      )
    }
    return roles
  }
}

async function addOwner(uow: UnitOfWork, userId: string, roleId: string): Promise<void> {
  const person = await uow.installation(UserEntity).get({ id: userId })
  if (!person) throw notFound()
  await uow
    .of(MemberEntity)
    .insert({ id: uow.newId('mem'), userId, roleId, nameKey: nameKey(person.name), suspended: false })
}

function own(uow: UnitOfWork, expectedVersion: number): Promise<OrganisationEntity> {
  return seen(uow.of(OrganisationEntity), { id: uow.organisationId, expectedVersion })
}

/** Since when it is suspended after the changes. */
function suspensionOf({ suspendedAt }: OrganisationEntity, { suspended }: OrganisationChanges, now: string) {
  if (suspended == null) return suspendedAt
  return suspended ? (suspendedAt ?? now) : null
}

/**
 * Neither the slug nor the platform name that it would make may be another's, or have been in the last 90 days; `own`:
 * the organisation to which names of its own come back.
 */
async function checkSlug(rows: Rows, now: string, slug: string, platformName: string, own = ''): Promise<Problem[]> {
  const taken = await rows.first(sql`select 1 from organisation where slug = ${slug} and id <> ${own}
    union all select 1 from domain where name = ${platformName} and "organisationId" <> ${own}
    union all select 1 from reserved_name where "reservedUntil" > ${now} and "organisationId" <> ${own}
      and ((kind = 'SLUG' and name = ${slug}) or (kind = 'PLATFORM_NAME' and name = ${platformName}))`)
  return taken ? [error('NOT_UNIQUE', ['slug'])] : []
}
