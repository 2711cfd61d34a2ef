import type { Verdict } from '@mailroom/core'
import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql'
import { VerdictEnum } from './inbound.enum.type.js'

@InputType('HeaderInput', { description: 'A header field.' })
export class HeaderInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => String, { description: 'Its value.' })
  value!: string
}

@InputType('ThreadInput', { description: 'An interaction that the mail may continue (R-IN-5).' })
export class ThreadInput {
  @Field(() => [String], { description: 'Message ids of its mails, with or without angle brackets.' })
  messageIds!: string[]

  @Field(() => String, { nullable: true, description: 'Its subject.' })
  subject?: string | null

  @Field(() => Boolean, { description: 'Whether it goes on.' })
  open!: boolean

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was disconnected; nothing while it is open.',
  })
  disconnectedAt?: Date | null

  @Field(() => ID, { nullable: true, description: 'The queue that it is in.' })
  queueId?: string | null
}

@InputType('AutoRepliedInput', { description: 'An automatic reply that the sender of the mail got before (R-FLO-3).' })
export class AutoRepliedInput {
  @Field(() => ID, { description: 'The own address that it came from.' })
  addressId!: string

  @Field(() => GraphQLISODateTime, { description: 'When; the next one is made 24 hours later at the earliest.' })
  at!: Date
}

/** What a mail is given by: raw, or by its fields. */
@InputType()
export abstract class MailInput {
  @Field(() => String, {
    nullable: true,
    description: 'An RFC 5322 message, at most 15 MB (128 kB of a saved test); instead of the fields below.',
  })
  raw?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Envelope sender; nothing: unknown, empty: the null path (R-IN-4).',
  })
  envelopeFrom?: string | null

  @Field(() => [String], {
    nullable: true,
    description: 'Envelope recipients, at most 1000; without any those of the header (R-IN-1).',
  })
  envelopeTo?: string[] | null

  @Field(() => String, { nullable: true, description: 'From, as in a header.' })
  from?: string | null

  @Field(() => [String], { nullable: true, description: 'To, as in a header; at most 1000.' })
  to?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Cc, as in a header; at most 1000.' })
  cc?: string[] | null

  @Field(() => String, { nullable: true, description: 'Subject.' })
  subject?: string | null

  @Field(() => String, { nullable: true, description: 'Text.' })
  text?: string | null

  @Field(() => [HeaderInput], { nullable: true, description: 'Further header fields, at most 1000.' })
  headers?: HeaderInput[] | null

  @Field(() => VerdictEnum, { nullable: true, defaultValue: 'PASS', description: 'Verdict on spam (R-IN-3).' })
  spam?: Verdict | null

  @Field(() => VerdictEnum, { nullable: true, defaultValue: 'PASS', description: 'Verdict on viruses (R-IN-2).' })
  virus?: Verdict | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it arrives; nothing: now.' })
  receivedAt?: Date | null

  @Field(() => Int, { nullable: true, description: 'Size in bytes; nothing: that of the mail (R-IN-10).' })
  sizeBytes?: number | null

  @Field(() => [ThreadInput], {
    nullable: true,
    description: 'Interactions that it may continue (R-IN-5): at most 1000, with 10 000 message ids in all.',
  })
  threads?: ThreadInput[] | null

  @Field(() => [AutoRepliedInput], {
    nullable: true,
    description: 'Automatic replies that the sender got before (R-FLO-3), at most 1000.',
  })
  autoReplied?: AutoRepliedInput[] | null
}
