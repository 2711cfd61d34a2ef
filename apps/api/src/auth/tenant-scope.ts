import { SYSTEM, type Actor } from './actor.js'

/**
 * The right to touch one organisation's rows. Issued by auth after the membership check, and by jobs; by nobody else.
 */
export class TenantScope {
  private constructor(
    readonly organisationId: string,
    /** Who acts. */
    readonly actor: Actor,
  ) {}

  /** For auth and jobs alone (checked by the linter). `actor` null: the installation itself. */
  static issue(organisationId: string, actor: Actor | null): TenantScope {
    return new TenantScope(organisationId, actor ?? SYSTEM)
  }
}

/** The scope of an organisation that is being made, for whoever makes it. */
export function scopeOfNewOrganisation(organisationId: string, actor: Actor): TenantScope {
  return TenantScope.issue(organisationId, actor)
}

/** The scope of an organisation for whoever has a link to the records of one of its domains, to see these alone. */
export function scopeOfDnsShare(organisationId: string): TenantScope {
  return TenantScope.issue(organisationId, null)
}

/** The scope of an organisation for whoever has the link of an invitation to it, to become a member. */
export function scopeOfInvitation(organisationId: string, actor: Actor): TenantScope {
  return TenantScope.issue(organisationId, actor)
}
