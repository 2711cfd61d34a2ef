import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Payload, UseType } from '../../graphql/payload.type.js'
import { SkillEntity } from './skill.entity.js'

@InputType('MergeSkillsInput', { description: 'Two skills that mean the same.' })
export class MergeSkillsInput {
  @Field(() => ID, { description: 'The one that goes; NOT_FOUND once it is merged or deleted.' })
  id!: string

  @Field(() => Int, { description: 'The version that the caller has seen of it; another one is STALE_VERSION.' })
  expectedVersion!: number

  @Field(() => ID, { description: 'The one that stays: REFERENCE_NOT_FOUND, and INVALID for the same skill.' })
  intoId!: string

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'A preview: all checks, and what would change. Nothing is stored.',
  })
  dryRun?: boolean | null

  @Field(() => String, {
    nullable: true,
    description:
      'The same key and body give the same answer for 24 h; another body is refused (IDEMPOTENCY_KEY_REUSED).',
  })
  idempotencyKey?: string | null
}

@ObjectType('SkillMerge', { description: 'What a merge of skills changes.', simpleResolvers: true })
export class SkillMergeType {
  @Field(() => Int, { description: 'Addresses that ask for the skill that stays instead (R-ADR-7).' })
  addressCount!: number

  @Field(() => Int, { description: 'Members who have it instead; the higher proficiency stays (R-QUE-3).' })
  memberCount!: number

  @Field(() => Int, { description: 'Open invitations that give it instead; the higher proficiency stays.' })
  invitationCount!: number

  @Field(() => Int, { description: 'Flows whose draft or published version names it instead (R-FLO-3).' })
  flowCount!: number

  @Field(() => Int, { description: 'Those of them that get a new published version (R-FLO-4).' })
  publishedFlowCount!: number

  @Field(() => Int, { description: 'Saved tests that expect it instead.' })
  savedTestCount!: number

  @Field(() => [UseType], { description: 'All of these by kind and name, at most 100.' })
  uses!: readonly UseType[]
}

@ObjectType('MergeSkillsPayload', { description: 'Answer to a merge of skills.' })
export class MergeSkillsPayload extends Payload {
  @Field(() => SkillEntity, { nullable: true, description: 'The skill that stays; null where nothing was merged.' })
  skill!: SkillEntity | null

  @Field(() => SkillMergeType, { nullable: true, description: 'What has changed; null where nothing was merged.' })
  merge!: SkillMergeType | null
}
