import { isoTime, type Clock } from '../../adapters/clock.js'
import type { Principal } from '../../auth/principal.js'
import type { Database } from '../../database/database.js'
import type { OrganisationEntity } from './organisation.entity.js'
import { findFormerOrganisation, findOrganisation } from './organisation.read-model.js'

/** Finds the organisation that a URL or a query names by its slug. */
export class OrganisationsBySlug {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The organisation of a slug; for those who belong to it also of one that it gave up less than 90 days ago (R-ORG-3).
   * To all others a former slug is one that nobody has.
   */
  async find(slug: string, { grants }: Principal): Promise<OrganisationEntity | undefined> {
    const rows = this.database.readInstallation()
    const key = slug.trim().toLowerCase()
    const found = await findOrganisation(rows, key)
    return found ?? findFormerOrganisation(rows, key, [...grants.keys()], isoTime(this.clock.now()))
  }
}
