import { Field, InputType } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'

@InputType('CreateSkillInput', { description: 'A new skill.' })
export class CreateSkillInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string
}

@InputType('UpdateSkillInput', { description: 'Changes of a skill; what is left out stays.' })
export class UpdateSkillInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null
}
