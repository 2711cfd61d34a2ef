import type { DnsPurpose, DnsStatus } from '@mailroom/core'
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql'
import { Payload } from '../../graphql/payload.type.js'
import { ProblemType } from '../../graphql/problem.type.js'
import { DnsPurposeEnum, DnsStatusEnum } from '../domain/domain.enum.type.js'
import { DnsProviderType } from '../domain/dns-provider.type.js'

@ObjectType('DnsShareLink', {
  description: 'A link that shows the records of a domain, and their state, to whoever has it, without signing in.',
  simpleResolvers: true,
})
export class DnsShareLinkType {
  @Field(() => ID, { description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { description: 'Who made it, by name.' })
  createdBy!: string

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => GraphQLISODateTime, { description: 'When it ends: 7 days after it was made.' })
  expiresAt!: Date

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When its page was opened last, to the minute; null: never.',
  })
  openedAt!: Date | null
}

@ObjectType('DnsShareLinkPayload', { description: 'Answer to a new link.' })
export class DnsShareLinkPayload extends Payload {
  @Field(() => DnsShareLinkType, { nullable: true, description: 'The link; null where it was refused.' })
  dnsShareLink!: DnsShareLinkType | null

  @Field(() => String, {
    nullable: true,
    description: 'The link to hand over, in this answer alone; null after a refusal and a dry run.',
  })
  link!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The code that stands in the fragment of the link, as the field dnsShare takes it; null as `link`.',
  })
  code!: string | null
}

@ObjectType('SharedDnsRecord', {
  description: 'A record to publish, or one that is watched, as whoever has a link sees it.',
  simpleResolvers: true,
})
export class SharedDnsRecordType {
  @Field(() => String, { description: 'Identifies it among the others: the purpose, with the selector for DKIM.' })
  key!: string

  @Field(() => DnsPurposeEnum, { description: 'What it is for.' })
  purpose!: DnsPurpose

  @Field(() => Boolean, { description: 'Whether sending or receiving waits for it.' })
  required!: boolean

  @Field(() => String, { description: 'TXT, MX or CNAME.' })
  type!: string

  @Field(() => String, { description: 'The full name, without trailing dot.' })
  host!: string

  @Field(() => String, { description: 'The name relative to its zone, as its provider wants it typed.' })
  hostInZone!: string

  @Field(() => String, {
    description:
      'The value as the recognised provider wants it typed: in quotes, with a dot at its end, an MX without its preference. Nobody recognised: an MX with its preference.',
  })
  valueToType!: string

  @Field(() => Int, {
    nullable: true,
    description: 'Preference of an MX where it has a field of its own; null: it has not, or stands in the value.',
  })
  priorityToType!: number | null

  @Field(() => String, { description: 'What to publish: TXT without quotes, MX without preference.' })
  value!: string

  @Field(() => Int, { nullable: true, description: 'Preference; MX only.' })
  priority!: number | null

  @Field(() => Int, { description: 'Seconds.' })
  ttl!: number

  @Field(() => DnsStatusEnum, { description: 'State (R-DOM-18).' })
  status!: DnsStatus

  @Field(() => [String], { description: 'What DNS answered at the last check that got an answer.' })
  found!: readonly string[]

  @Field(() => ProblemType, { nullable: true, description: 'The recognised mistake (R-DOM-16).' })
  hint!: ProblemType | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When DNS was asked last; null: never.' })
  checkedAt!: Date | null
}

@ObjectType('DnsShare', {
  description: 'What whoever has a link to a domain’s records sees: these fields and nothing else of the organisation.',
  simpleResolvers: true,
})
export class DnsShareType {
  @Field(() => String, { description: 'Name of the organisation.' })
  organizationName!: string

  @Field(() => String, { description: 'Name of the domain, A-label form.' })
  domainName!: string

  @Field(() => String, { description: 'Name of the domain, Unicode form.' })
  domainDisplayName!: string

  @Field(() => [SharedDnsRecordType], { description: 'What to publish or what is watched, with the state of each.' })
  records!: readonly SharedDnsRecordType[]

  @Field(() => String, { description: 'The records to publish as a BIND zone fragment.' })
  zoneFile!: string

  @Field(() => String, { description: 'Name of the zone that the records are in.' })
  dnsZone!: string

  @Field(() => DnsProviderType, { nullable: true, description: 'Who serves that zone; null: nobody known.' })
  dnsProvider!: DnsProviderType | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When DNS was asked last; null: never.' })
  lastCheckedAt!: Date | null

  @Field(() => GraphQLISODateTime, { description: 'When the link ends.' })
  expiresAt!: Date
}
