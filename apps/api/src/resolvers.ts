import { MemberResolver, OrganisationMembersResolver } from './features/access/member.resolver.js'
import { ViewerResolver } from './features/access/viewer.resolver.js'
import { DomainResolver } from './features/domain/domain.resolver.js'
import { OrganisationDomainsResolver } from './features/domain/organisation-domains.resolver.js'
import { OrganisationResolver } from './features/organisation/organisation.resolver.js'

/** Every resolver class of the schema. */
export const RESOLVERS = [
  ViewerResolver,
  OrganisationResolver,
  MemberResolver,
  OrganisationMembersResolver,
  DomainResolver,
  OrganisationDomainsResolver,
] as const
