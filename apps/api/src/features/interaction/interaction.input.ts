import { Field, GraphQLISODateTime, InputType } from 'type-graphql'

@InputType('HandleTimesInput', { description: 'The times of an interaction (R-SES-1).' })
export class HandleTimesInput {
  @Field(() => Boolean, { description: 'The setting of the address (R-ADR-12).' })
  multipleActions!: boolean

  @Field(() => GraphQLISODateTime, { description: 'When the agent took it.' })
  startedAt!: Date

  @Field(() => [GraphQLISODateTime], {
    description: 'When mails were sent, in any order, at most 1000; none before the start or ten years after it.',
  })
  sentAt!: Date[]

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the agent disconnected; nothing: not yet.' })
  disconnectedAt?: Date | null
}
