import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql'

@ObjectType('HandledSession', { description: 'What an agent took for one mail (R-SES-1).', simpleResolvers: true })
export class HandledSessionType {
  @Field(() => GraphQLISODateTime, { description: 'When the mail was sent.' })
  sentAt!: Date

  @Field(() => Int, { description: 'Whole seconds since the send before, or since the start.' })
  handleSeconds!: number
}

@ObjectType('HandleTimes', { description: 'The times of an interaction by mail (R-SES-1).', simpleResolvers: true })
export class HandleTimesType {
  @Field(() => [HandledSessionType], { description: 'A session a mail, in the order of sending.' })
  sessions!: readonly HandledSessionType[]

  @Field(() => Int, { description: 'Seconds from the last send to the disconnect; they belong to no mail.' })
  afterWorkSeconds!: number
}
