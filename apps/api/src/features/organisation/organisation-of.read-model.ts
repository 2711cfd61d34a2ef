import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { OrganisationEntity } from './organisation.entity.js'

/** The organisation in which the unit works; NOT_FOUND once it is deleted. */
export async function organisationOf(uow: UnitOfWork): Promise<OrganisationEntity> {
  const organisation = await uow.of(OrganisationEntity).get(uow.organisationId)
  if (!organisation) throw notFound()
  return organisation
}
