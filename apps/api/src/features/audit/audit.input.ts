import { ArgsType, Field, GraphQLISODateTime, ID } from 'type-graphql'
import { PageArgs } from '../../graphql/connection.js'

/** What of the audit log is asked for; everything that is given must fit. */
@ArgsType()
export class AuditLogArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only this entry.' })
  entryId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only what happened to this thing.' })
  entityId?: string | null

  @Field(() => String, { nullable: true, description: 'Only things of this type: EmailAddress, Queue, ApiKey.' })
  entityType?: string | null

  @Field(() => String, { nullable: true, description: 'CREATED, UPDATED, DELETED or RESTORED.' })
  action?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'Only what this person or API key did (actorId); `system`: the installation itself.',
  })
  actor?: string | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Not before.' })
  from?: Date | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Before this time.' })
  to?: Date | null
}
