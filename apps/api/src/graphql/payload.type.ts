import { Field, ID, Int, ObjectType } from 'type-graphql'
import { ProblemType } from './problem.type.js'

/** What every payload has. */
@ObjectType()
export abstract class Payload {
  @Field(() => [ProblemType], { description: 'Errors: nothing was written. Warnings: it was.' })
  problems!: readonly ProblemType[]
}

@ObjectType('Use', { description: 'Something that refers to what should be deleted (R-ADR-10).' })
export class UseType {
  @Field(() => String, { description: 'Its type: EmailAddress, Flow, Queue, Member, Invitation, SavedTest.' })
  entityType!: string

  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its name, or its address.' })
  name!: string
}

@ObjectType('DeletePayload', { description: 'Answer to a deletion.' })
export class DeletePayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'What was deleted; null where it was refused.' })
  deletedId!: string | null

  @Field(() => Int, { nullable: true, description: 'With STALE_VERSION: the version that it has now.' })
  currentVersion!: number | null

  @Field(() => [UseType], { description: 'With IN_USE: what refers to it.' })
  usedBy!: readonly UseType[]
}
