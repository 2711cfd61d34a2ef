/**
 * The right to touch one organisation's rows. Issued by auth after the membership check, and by jobs; by nobody else.
 */
export class TenantScope {
  private constructor(
    readonly organisationId: string,
    /** Who acts; null: the installation itself. */
    readonly userId: string | null,
  ) {}

  /** For auth and jobs alone (checked by the linter). */
  static issue(organisationId: string, userId: string | null): TenantScope {
    return new TenantScope(organisationId, userId)
  }
}

/** The scope of an organisation that is being made, for whoever makes it. */
export function scopeOfNewOrganisation(organisationId: string, userId: string | null): TenantScope {
  return TenantScope.issue(organisationId, userId)
}
