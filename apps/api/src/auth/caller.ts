import { isAllowed, type Permission } from '@mailroom/core'
import { isOrganisationId, parseId, type IdKind } from '../database/ids.js'
import type { Person } from '../database/directory.js'
import { forbidden, notFound, suspended, unauthenticated } from '../graphql/errors.js'
import { keyActing, NOWHERE, personActing, SYSTEM, type Actor, type Origin } from './actor.js'
import { Meter } from './meter.js'
import type { Grant, Principal } from './principal.js'
import { TenantScope } from './tenant-scope.js'

/** Who calls, and the one place that decides what organisations they may enter (R-ORG-4, R-ORG-5). */
export class Caller {
  private readonly entered = new Map<string, TenantScope>()

  constructor(
    readonly principal: Principal | null,
    /** Where the request comes from, for the audit log. */
    readonly origin: Origin = NOWHERE,
    /** What the request costs the organisations that it enters. */
    readonly meter: Meter = new Meter(),
  ) {}

  /** The caller, who must be signed in. */
  required(): Principal {
    if (!this.principal) throw unauthenticated()
    return this.principal
  }

  /** The person who operates the installation; FORBIDDEN to everybody else (R-ORG-5). */
  operator(): Person {
    const { person, isOperator } = this.required()
    if (!person || !isOperator) throw forbidden()
    return person
  }

  /** Who asks about all organisations' recipients: an operator, or a key that one made for it; else FORBIDDEN. */
  demandResolving(): void {
    const { isOperator, apiKey, grants } = this.required()
    if (!isOperator && !apiKey?.operator) throw forbidden()
    if (apiKey && [...grants.values()].some(({ isSuspended }) => isSuspended)) throw suspended()
  }

  /** The caller as the audit log names them. */
  get actor(): Actor {
    const { person, apiKey } = this.required()
    if (person) return personActing(person, this.origin)
    return apiKey ? keyActing(apiKey, this.origin) : SYSTEM
  }

  /** The scope of an organisation for something that needs the permission; null: any member may. */
  enter(organisationId: string, permission: Permission | null): TenantScope {
    const { isOperator, grants } = this.required()
    const grant = grants.get(organisationId)
    if (!grant) throw isOperator && isOrganisationId(organisationId) ? forbidden() : notFound()
    if (grant.isSuspended) throw suspended()
    if (permission !== null) demand(grant, permission)
    return this.issue(organisationId)
  }

  /** The scope of the organisation that an id carries. */
  enterBy(kind: IdKind, id: string, permission: Permission | null): TenantScope {
    const principal = this.required()
    const organisationId = parseId(kind, id)
    if (organisationId === undefined || !principal.grants.has(organisationId)) throw notFound()
    return this.enter(organisationId, permission)
  }

  /** What operators may do in every organisation, and others only with the permission (R-ORG-5). */
  enterAsOperator(organisationId: string, permission: Permission | null): TenantScope {
    if (!this.required().isOperator) return this.enter(organisationId, permission)
    if (!isOrganisationId(organisationId)) throw notFound()
    return this.issue(organisationId)
  }

  /** As `enterAsOperator`, of the organisation that an id carries. */
  enterByAsOperator(kind: IdKind, id: string, permission: Permission | null): TenantScope {
    const organisationId = parseId(kind, id)
    if (!this.required().isOperator || organisationId === undefined) return this.enterBy(kind, id, permission)
    return this.enterAsOperator(organisationId, permission)
  }

  /** Whether a field is shown that is null without the permission; an operator who is no member is FORBIDDEN (R-ORG-5). */
  sees(organisationId: string, permission: Permission): boolean {
    this.enter(organisationId, null)
    return this.may(organisationId, permission)
  }

  /** Whether the caller has the permission in the organisation. */
  may(organisationId: string, permission: Permission): boolean {
    const grant = this.principal?.grants.get(organisationId)
    return grant !== undefined && !grant.isSuspended && isAllowed(grant.permissions, permission)
  }

  /** The scope of an organisation that this request has entered already: for what hangs below. */
  scopeOf(organisationId: string): TenantScope {
    const scope = this.entered.get(organisationId)
    if (!scope) throw notFound()
    return scope
  }

  private issue(organisationId: string): TenantScope {
    const known = this.entered.get(organisationId)
    if (known) return known
    this.meter.enter(organisationId)
    const scope = TenantScope.issue(organisationId, this.actor)
    this.entered.set(organisationId, scope)
    return scope
  }
}

/** Who may not see it gets NOT_FOUND, who may see but not change it FORBIDDEN. */
function demand(grant: Grant, permission: Permission): void {
  if (isAllowed(grant.permissions, permission)) return
  const seeing = VIEWED_BY[permission]
  throw seeing === undefined || (seeing !== permission && isAllowed(grant.permissions, seeing))
    ? forbidden()
    : notFound()
}

/** What lets a member see that which the permission changes. Absent: every member sees it. */
const VIEWED_BY: Partial<Record<Permission, Permission>> = {
  'routing:email:view': 'routing:email:view',
  'routing:email:manage': 'routing:email:view',
  'routing:queue:view': 'routing:queue:view',
  'routing:queue:manage': 'routing:queue:view',
  'smtp:manage': 'routing:email:view',
  'flow:view': 'flow:view',
  'flow:manage': 'flow:view',
  'flow:publish': 'flow:view',
  'responses:view': 'responses:view',
  'responses:manage': 'responses:view',
  'directory:user:view': 'directory:user:view',
  'directory:user:manage': 'directory:user:view',
}
