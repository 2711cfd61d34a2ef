import { Field, ID, InputType } from 'type-graphql'
import { CreateInput } from '../../graphql/inputs.js'

@InputType('CreateDnsShareLinkInput', { description: 'A link to the records of a domain.' })
export class CreateDnsShareLinkInput extends CreateInput {
  @Field(() => ID, { description: 'The domain; one of the organisation’s own (INVALID for a platform domain).' })
  domainId!: string
}
