import type { ExpectedOutcome, InboundReason, InboundResult, SavedMail } from '@mailroom/core'
import { GraphQLJSONObject } from 'graphql-scalars'
import { Field, ID, Int, ObjectType } from 'type-graphql'
import { VersionedEntity } from '../../database/tenant.entity.js'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { InboundResultEnum } from '../inbound/inbound.enum.type.js'

/** What the ids lead to is in the resolver. */
@ObjectType('ExpectedOutcome', {
  description: 'What a saved test expects for one recipient: only what `fields` names is compared.',
})
export class ExpectedOutcomeType {
  organisationId!: string

  @Field(() => String, { simple: true, description: 'The recipient, compared without regard to case.' })
  recipient!: string

  @Field(() => [String], {
    simple: true,
    description:
      'What is compared: RESULT, REASON, CONTINUES, QUEUE, FLOW, SKILLS, LANGUAGE, PRIORITY, LABELS, AUTO_REPLY.',
  })
  fields!: readonly string[]

  @Field(() => InboundResultEnum, { simple: true, nullable: true, description: 'Null: not compared.' })
  result?: InboundResult

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'As InboundOutcome.reason; null: none, or not compared.',
  })
  reason?: InboundReason | null

  @Field(() => Boolean, { simple: true, nullable: true, description: 'Null: not compared.' })
  continues?: boolean

  @Field(() => ID, { simple: true, nullable: true, description: 'Also where the queue was deleted.' })
  queueId?: string | null

  @Field(() => ID, { simple: true, nullable: true, description: 'Also where the flow was deleted.' })
  flowId?: string | null

  @Field(() => [ID], { simple: true, nullable: true, description: 'In any order; null: not compared.' })
  skillIds?: readonly string[]

  @Field(() => ID, { simple: true, nullable: true, description: 'Also where the language was deleted.' })
  languageId?: string | null

  @Field(() => Int, { simple: true, nullable: true, description: 'Null: none, or not compared.' })
  priority?: number | null

  @Field(() => [String], { simple: true, nullable: true, description: 'In any order; null: not compared.' })
  labels?: readonly string[]

  @Field(() => ID, { simple: true, nullable: true, description: 'Also where the canned response was deleted.' })
  autoReplyId?: string | null
}

@ObjectType('SavedTest', {
  description:
    'A mail with what is expected to become of it, to be run before and after changes (`runSavedTests`). It keeps nothing from being deleted: a test that refers to something deleted fails and says so.',
})
export class SavedTestType extends VersionedEntity {
  @Field(() => String, { description: 'Unique among the tests of the organisation without regard to case (R-ORG-7).' })
  name!: string

  @Field(() => GraphQLJSONObject, {
    description:
      'The mail in the shape of SavedTestMailInput. It may hold personal data: it is in the export, goes with the organisation, and is in no log.',
  })
  mail!: SavedMail

  expected!: readonly ExpectedOutcome[]
}

export const SavedTestConnection = connectionType('SavedTest', () => SavedTestType, 'saved tests')

@ObjectType('SavedTestPayload', { description: 'Answer to a write of a saved test.' })
export class SavedTestPayload extends Payload {
  @Field(() => SavedTestType, { nullable: true, description: 'The test; null where the write was refused.' })
  savedTest!: SavedTestType | null
}
