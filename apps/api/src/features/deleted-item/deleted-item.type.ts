import { ArgsType, Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql'
import { connectionType, PageArgs } from '../../graphql/connection.js'

@ObjectType('DeletedItem', {
  description: 'Something that was deleted and can be restored for 30 days (R-DEL-1).',
  simpleResolvers: true,
})
export class DeletedItemType {
  @Field(() => String, { description: 'Its type: EmailAddress, Queue, Flow, Skill, Language, CannedResponse.' })
  entityType!: string

  @Field(() => ID, { description: 'Its id, which it gets back.' })
  id!: string

  @Field(() => String, { description: 'Its name; of an address the address.' })
  name!: string

  @Field(() => GraphQLISODateTime, { description: 'When it was deleted.' })
  deletedAt!: Date

  @Field(() => String, {
    nullable: true,
    description: 'Name of the person or key, as it was called then; `system`: the installation itself.',
  })
  deletedBy!: string | null

  @Field(() => GraphQLISODateTime, { description: 'From then on it is gone for good.' })
  restorableUntil!: Date
}

export const DeletedItemConnection = connectionType('DeletedItem', () => DeletedItemType, 'deleted things')

@ArgsType()
export class DeletedItemsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only of this type; one that is unknown finds nothing.' })
  entityType?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Only of this whole name, without regard to case and surrounding blanks; of an address the address.',
  })
  name?: string | null
}

@InputType('RestoreInput', { description: 'What to restore (R-DEL-1).' })
export class RestoreInputType {
  @Field(() => ID, { description: 'Its id; NOT_FOUND 30 days after it was deleted, and once it is restored.' })
  id!: string

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'All checks, nothing restored.' })
  dryRun?: boolean | null
}
