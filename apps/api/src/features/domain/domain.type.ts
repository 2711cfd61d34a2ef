import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql'
import type { DomainType, Reception, SenderType } from '@mailroom/core'
import { Payload } from '../../graphql/payload.type.js'
import { ProblemType } from '../../graphql/problem.type.js'
import { DomainTypeEnum, ReceptionEnum, SenderTypeEnum } from './domain.enum.type.js'

@ObjectType('Capability', { description: 'Whether a domain can send or receive (R-DOM-12).', simpleResolvers: true })
export class CapabilityType {
  @Field(() => Boolean, { description: 'Whether it can.' })
  ready!: boolean

  @Field(() => [ProblemType], { description: 'Why not, the most important first: the first one says the next step.' })
  reasons!: readonly ProblemType[]
}

@ObjectType('DkimRotation', { description: 'Where the rotation of the two DKIM keys stands (R-DOM-7).' })
export class DkimRotationType {
  @Field(() => String, {
    description: 'The selector, mr1 or mr2, whose key is to sign. While its record is missing, the other one signs.',
  })
  active!: string

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Since when signing waits for the record of the other selector; null: no rotation is under way.',
  })
  requestedAt!: Date | null

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the other selector, which signed before, gets a new key; null: it has its new key.',
  })
  retiresAt!: Date | null
}

/** The fields that need more than the row are in the resolver. */
@ObjectType('EmailDomain', { description: 'A mail domain of an organisation (R-DOM-1).' })
export class EmailDomainType {
  @Field(() => ID, { simple: true, description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { simple: true, description: 'A-label form (R-DOM-2).' })
  name!: string

  @Field(() => String, { simple: true, description: 'Unicode form.' })
  displayName!: string

  @Field(() => DomainTypeEnum, { simple: true, description: 'Own or of the platform (R-DOM-1).' })
  type!: DomainType

  @Field(() => SenderTypeEnum, { simple: true, description: 'Who sends (R-DOM-4).' })
  sender!: SenderType

  @Field(() => Boolean, {
    simple: true,
    description: 'Whether the SMTP server makes the DKIM signature itself; otherwise mail is signed before (R-OUT-7).',
  })
  serverSigns!: boolean

  @Field(() => ReceptionEnum, { simple: true, description: 'How mail arrives (R-DOM-6).' })
  reception!: Reception

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Name of the return path; null: that of the platform (R-DOM-8).',
  })
  mailFromDomain!: string | null

  @Field(() => Int, { simple: true, description: 'How many addresses the domain has.' })
  addressCount!: number

  @Field(() => Int, { simple: true, description: 'Counts changes of settings; results of DNS checks do not count.' })
  version!: number
}

@ObjectType('DomainPayload', { description: 'Answer to a write or check of a domain.' })
export class DomainPayload extends Payload {
  @Field(() => EmailDomainType, { nullable: true, description: 'The domain; null where the write was refused.' })
  domain!: EmailDomainType | null
}
