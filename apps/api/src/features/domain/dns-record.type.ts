import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql'
import type { DnsPurpose, DnsStatus } from '@mailroom/core'
import { ProblemType } from '../../graphql/problem.type.js'
import { DnsPurposeEnum, DnsStatusEnum } from './domain.enum.type.js'

/** What everybody sees of a record, also a stranger with a link to it. */
@ObjectType({ simpleResolvers: true })
export abstract class ShownRecordType {
  @Field(() => String, {
    description: 'Identifies the record within its domain: the purpose, with the selector for DKIM.',
  })
  key!: string

  @Field(() => DnsPurposeEnum, { description: 'What it is for.' })
  purpose!: DnsPurpose

  @Field(() => Boolean, { description: 'Whether sending or receiving waits for it.' })
  required!: boolean

  @Field(() => String, { description: 'TXT, MX or CNAME.' })
  type!: string

  @Field(() => String, { description: 'The full name, without trailing dot.' })
  host!: string

  @Field(() => String, {
    description: 'The name relative to its zone, as the recognised provider wants it typed: `@` or blank for the zone.',
  })
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

@ObjectType('DnsRecord', {
  description: 'A record to publish, or one that is watched, with what DNS said of it (R-DOM-5 to R-DOM-9).',
  simpleResolvers: true,
})
export class DnsRecordType extends ShownRecordType {
  @Field(() => String, { nullable: true, description: 'Who answered: "192.0.2.1 (authoritative)".' })
  source!: string | null

  @Field(() => Boolean, { description: 'DKIM: whether this is the key that signs now (R-DOM-7); else false.' })
  signs!: boolean
}
