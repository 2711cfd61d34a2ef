import { Field, InputType } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'

@InputType('CreateLanguageInput', { description: 'A new language.' })
export class CreateLanguageInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => String, { description: 'BCP 47: de, de-AT.' })
  tag!: string
}

@InputType('UpdateLanguageInput', { description: 'Changes of a language; what is left out stays.' })
export class UpdateLanguageInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'BCP 47: de, de-AT.' })
  tag?: string | null
}
