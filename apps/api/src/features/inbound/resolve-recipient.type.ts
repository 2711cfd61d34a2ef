import { Field, ID, ObjectType } from 'type-graphql'
import { ProblemType } from '../../graphql/problem.type.js'

@ObjectType('RecipientOrganization', {
  description: 'The organisation that a recipient belongs to.',
  simpleResolvers: true,
})
export class RecipientOrganisationType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its slug.' })
  slug!: string

  @Field(() => String, { description: 'Its name.' })
  name!: string
}

@ObjectType('RecipientDomain', { description: 'The domain that a recipient belongs to.', simpleResolvers: true })
export class RecipientDomainType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'A-label form.' })
  name!: string
}

@ObjectType('RecipientAddress', { description: 'The address that a recipient is.', simpleResolvers: true })
export class RecipientAddressType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Local part and domain, as typed.' })
  address!: string
}

@ObjectType('ResolvedRecipient', {
  description: 'Whose an address is among all organisations (R-IN-1), and whether mail for it is taken now.',
  simpleResolvers: true,
})
export class ResolvedRecipientType {
  @Field(() => Boolean, { description: 'Whether mail for it is taken.' })
  accepted!: boolean

  @Field(() => [ProblemType], {
    description:
      'ERROR: why it is not taken (UNKNOWN_RECIPIENT, ORGANIZATION_SUSPENDED, EDITION_WITHOUT_EMAIL, OWNERSHIP_CONTESTED). WARNING: it is taken although (DOMAIN_CANNOT_RECEIVE).',
  })
  reasons!: readonly ProblemType[]

  @Field(() => RecipientOrganisationType, {
    nullable: true,
    description: 'Null: no organisation has its domain, or several claim it.',
  })
  organization!: RecipientOrganisationType | null

  @Field(() => RecipientDomainType, { nullable: true, description: 'The domain of the organisation.' })
  domain!: RecipientDomainType | null

  @Field(() => RecipientAddressType, {
    nullable: true,
    description:
      'The address that matched, also without the part after + or by redirection. Null with `accepted`: postmaster.',
  })
  address!: RecipientAddressType | null
}
