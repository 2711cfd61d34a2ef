import type { HistoryInclusion, Mailbox } from '@mailroom/core'
import { createUnionType, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql'
import { PageInfoType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { QueueRoutingType } from '../queue/queue.type.js'
import { HistoryInclusionEnum, SignatureFrequencyEnum, SignaturePlacementEnum } from './address-settings.type.js'
import type { LoadedAddress } from './address.read-model.js'

@ObjectType('Mailbox', { description: 'An address with an optional name.', simpleResolvers: true })
export class MailboxType implements Mailbox {
  @Field(() => String, { description: 'R-ADR-1.' })
  address!: string

  @Field(() => String, { nullable: true, description: 'R-ADR-2.' })
  name!: string | null
}

@ObjectType('FlowRouting', { description: 'To a flow (R-ADR-7).' })
export class FlowRoutingType {
  address!: LoadedAddress
  flowId!: string
}

@ObjectType('NoRouting', { description: 'Nowhere: the address only sends (R-ADR-7).' })
export class NoRoutingType {
  @Field(() => Boolean, { simple: true, description: 'Always true.' })
  outboundOnly!: boolean
}

@ObjectType('SpamFlowRouting', { description: 'Spam goes to a flow (R-ADR-8).' })
export class SpamFlowRoutingType {
  address!: LoadedAddress
  flowId!: string
}

@ObjectType('SpamDisconnect', { description: 'Spam is disconnected (R-ADR-8).' })
export class SpamDisconnectType {
  @Field(() => Boolean, { simple: true, description: 'Always true.' })
  disconnect!: boolean
}

export const EmailRouting = createUnionType({
  name: 'EmailRouting',
  description: 'Where mail that is not spam goes: exactly one (R-ADR-7).',
  types: () => [QueueRoutingType, FlowRoutingType, NoRoutingType] as const,
})

export const SpamRouting = createUnionType({
  name: 'SpamRouting',
  description: 'Where spam goes: exactly one (R-ADR-8).',
  types: () => [SpamFlowRoutingType, SpamDisconnectType] as const,
})

@ObjectType('SignatureSettings', { description: 'The signature of an address (R-ADR-9).' })
export class SignatureSettingsType {
  organisationId!: string
  responseId!: string

  @Field(() => SignaturePlacementEnum, { simple: true, description: 'When it is added.' })
  placement!: string

  @Field(() => SignatureFrequencyEnum, { simple: true, description: 'Which mails get it.' })
  frequency!: string
}

/** The fields that need more than the row are in the resolver. */
@ObjectType('EmailAddress', { description: 'An address: an inbound route on a domain.' })
export class EmailAddressType {
  @Field(() => ID, { simple: true, description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { simple: true, description: 'The whole address, with the domain as A-labels.' })
  address!: string

  @Field(() => String, { simple: true, description: 'What comes before the @, as typed (R-ADR-1).' })
  localPart!: string

  @Field(() => String, { simple: true, nullable: true, description: 'Name in From (R-ADR-2).' })
  fromName!: string | null

  @Field(() => String, { simple: true, nullable: true, description: 'Where replies go (R-ADR-4).' })
  replyTo!: string | null

  @Field(() => [MailboxType], {
    description: 'Hidden recipients (R-ADR-5); empty without routing:email:manage (R-OUT-2).',
  })
  bcc!: readonly Mailbox[]

  @Field(() => HistoryInclusionEnum, {
    simple: true,
    description: 'Whether the history leaves with a mail (R-ADR-11).',
  })
  history!: HistoryInclusion

  @Field(() => Boolean, { simple: true, description: 'Several mails before disconnecting (R-ADR-12).' })
  multipleActions!: boolean

  @Field(() => Int, {
    simple: true,
    description: 'Counts changes; an update or delete gives it back as expectedVersion.',
  })
  version!: number

  @Field(() => GraphQLISODateTime, { simple: true, description: 'When it was made.' })
  createdAt!: string

  @Field(() => GraphQLISODateTime, { simple: true, description: 'When it was changed last.' })
  updatedAt!: string
}

@ObjectType('EffectiveSender', {
  description: 'Who mail really comes from, and where replies and copies go (R-ADR-6).',
  simpleResolvers: true,
})
export class EffectiveSenderType {
  @Field(() => String, { description: 'Address in From.' })
  from!: string

  @Field(() => String, { nullable: true, description: 'Name in From: always the address’s own.' })
  fromName!: string | null

  @Field(() => String, { nullable: true, description: 'Reply-To.' })
  replyTo!: string | null

  @Field(() => [MailboxType], { description: 'Hidden recipients; empty without routing:email:manage (R-OUT-2).' })
  bcc!: readonly Mailbox[]

  @Field(() => EmailAddressType, {
    simple: false,
    nullable: true,
    description: 'Whose Reply-To and BCC count; null: its own.',
  })
  carriedOverFrom!: EmailAddressType | null
}

@ObjectType('EmailAddressEdge', { description: 'An address and where it stands in the list.', simpleResolvers: true })
export class EmailAddressEdge {
  @Field(() => String, { description: '`after` of the page that starts behind it.' })
  cursor!: string

  @Field(() => EmailAddressType, { description: 'The address.' })
  node!: EmailAddressType
}

@ObjectType('EmailAddressConnection', { description: 'A page of addresses.', simpleResolvers: true })
export class EmailAddressConnection {
  @Field(() => [EmailAddressEdge], { description: 'The addresses with their cursors.' })
  edges!: readonly EmailAddressEdge[]

  @Field(() => [EmailAddressType], { description: 'The addresses.' })
  nodes!: readonly EmailAddressType[]

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  pageInfo!: PageInfoType

  @Field(() => Int, { simple: false, description: 'How many there are in all. Counted only where it is asked for.' })
  totalCount!: number
}

@ObjectType('EmailAddressPayload', { description: 'Answer to a write of an address.' })
export class EmailAddressPayload extends Payload {
  @Field(() => EmailAddressType, { nullable: true, description: 'The address; null where the write was refused.' })
  emailAddress!: EmailAddressType | null
}
