import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql'
import type { DnsPurpose, DnsStatus, DomainEvent } from '@mailroom/core'
import { connectionType } from '../../graphql/connection.js'
import { DnsPurposeEnum, DnsStatusEnum } from './domain.enum.type.js'

export enum DomainEventEnum {
  STATE = 'STATE',
  SIGNING = 'SIGNING',
  NEW_KEY = 'NEW_KEY',
  OWNERSHIP_GAINED = 'OWNERSHIP_GAINED',
  OWNERSHIP_LOST = 'OWNERSHIP_LOST',
  SUBDOMAIN_VERIFIED = 'SUBDOMAIN_VERIFIED',
}
registerEnumType(DomainEventEnum, {
  name: 'DomainEvent',
  description: 'What a line of the timeline tells (R-DOM-3, R-DOM-7, R-DOM-15).',
  valuesConfig: {
    STATE: { description: 'The state of the record changed.' },
    SIGNING: { description: 'The key of this DKIM record signs from now on.' },
    NEW_KEY: { description: 'This DKIM record has a new value, to be published.' },
    OWNERSHIP_GAINED: { description: 'The name, which others claim or claimed, is owned by the organisation now.' },
    OWNERSHIP_LOST: { description: 'The name is owned by the organisation no longer.' },
    SUBDOMAIN_VERIFIED: { description: 'Another organisation has proved the subdomain that is in `found`.' },
  },
})

@ObjectType('RecordChange', {
  description: 'A line of the timeline of a domain: a change of one of its records (R-DOM-15).',
  simpleResolvers: true,
})
export class RecordChangeType {
  @Field(() => ID, { description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => DomainEventEnum, { description: 'What it tells.' })
  event!: DomainEvent

  @Field(() => String, { description: 'The record as `DnsRecord.key`: the purpose, with the selector for DKIM.' })
  key!: string

  @Field(() => DnsPurposeEnum, { description: 'What the record is for.' })
  purpose!: DnsPurpose

  @Field(() => String, { description: 'The full name of the record, without trailing dot.' })
  host!: string

  @Field(() => DnsStatusEnum, { description: 'State before; with events other than STATE as after.' })
  from!: DnsStatus

  @Field(() => DnsStatusEnum, { description: 'State after.' })
  to!: DnsStatus

  @Field(() => [String], { description: 'What DNS answered then; at most 20 values of 1024 characters.' })
  found!: readonly string[]

  @Field(() => String, { nullable: true, description: 'Who answered: "192.0.2.1 (authoritative)".' })
  source!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The name that the answer belongs to: another than `host` where a CNAME or a fallback led there.',
  })
  foundAt!: string | null

  @Field(() => GraphQLISODateTime, { description: 'When it was seen.' })
  at!: Date

  @Field(() => ID, { description: 'The domain.' })
  domainId!: string

  @Field(() => String, { description: 'Name of the domain, A-label form.' })
  domainName!: string
}

export const RecordChangeConnectionType = connectionType('RecordChange', () => RecordChangeType, 'changes of records')
