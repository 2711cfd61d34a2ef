import { Field, ID, InputType, Int } from 'type-graphql'
import { CreateInOrganisationInput } from '../../graphql/inputs.js'

@InputType('ProficiencyInput', { description: 'How well a member has a skill or speaks a language (R-QUE-3).' })
export class ProficiencyInput {
  @Field(() => ID, { description: 'Id of the skill or language.' })
  id!: string

  @Field(() => Int, { description: '0 to 5.' })
  proficiency!: number
}

@InputType('AddMemberInput', { description: 'A person to become a member.' })
export class AddMemberInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'The e-mail address that the person signs in with.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'Name of a new person; else the e-mail address.' })
  name?: string | null

  @Field(() => ID, { description: 'The role; none that allows more than the caller may.' })
  roleId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Required for a new person, ignored for one who exists: 12 to 1024 characters.',
  })
  initialPassword?: string | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Skills of the member.' })
  skills?: ProficiencyInput[] | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Languages of the member.' })
  languages?: ProficiencyInput[] | null
}
