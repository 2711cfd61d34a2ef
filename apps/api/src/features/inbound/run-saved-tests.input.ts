import { Field, ID, InputType } from 'type-graphql'
import { AddressOverrideInput } from '../address/address-settings.type.js'
import { FlowOverrideInput } from '../flow/flow-override.type.js'

@InputType('RunSavedTestsInput', { description: 'Which tests to run, and by what configuration.' })
export class RunSavedTestsInput {
  @Field(() => ID, { description: 'The organisation.' })
  organizationId!: string

  @Field(() => [ID], { nullable: true, description: 'The tests; nothing: all of them.' })
  ids?: string[] | null

  @Field(() => [AddressOverrideInput], {
    nullable: true,
    description: 'Unsaved settings to decide by afterwards, at most 20.',
  })
  overrides?: AddressOverrideInput[] | null

  @Field(() => [FlowOverrideInput], {
    nullable: true,
    description: 'Flows to decide by afterwards as if published, at most 20.',
  })
  flows?: FlowOverrideInput[] | null
}
