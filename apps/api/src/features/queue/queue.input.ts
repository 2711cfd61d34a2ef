import { Field, ID, InputType } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'
import { ScoringMethod, SkillEvaluation } from './queue.entity.js'

@InputType('CreateQueueInput', { description: 'A new queue.' })
export class CreateQueueInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => ScoringMethod, { nullable: true, description: 'R-QUE-2; TIME_AND_PRIORITY where nothing is said.' })
  scoringMethod?: ScoringMethod | null

  @Field(() => SkillEvaluation, { nullable: true, description: 'R-QUE-3; ALL where nothing is said.' })
  skillEvaluation?: SkillEvaluation | null

  @Field(() => [ID], { nullable: true, description: 'Members who take interactions from it.' })
  memberIds?: string[] | null
}

@InputType('UpdateQueueInput', { description: 'Changes of a queue; what is left out stays.' })
export class UpdateQueueInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => ScoringMethod, { nullable: true, description: 'R-QUE-2; null: the default.' })
  scoringMethod?: ScoringMethod | null

  @Field(() => SkillEvaluation, { nullable: true, description: 'R-QUE-3; null: the default.' })
  skillEvaluation?: SkillEvaluation | null

  @Field(() => [ID], { nullable: true, description: 'All members from now on; null: none.' })
  memberIds?: string[] | null
}
