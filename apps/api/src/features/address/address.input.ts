import { ArgsType, Field, ID, InputType } from 'type-graphql'
import { SearchArgs } from '../../graphql/connection.js'
import { CreateInput, UpdateInput } from '../../graphql/inputs.js'
import { AddressFilter, AddressOrder } from './address-filter.type.js'
import { EmailAddressSettingsInput } from './address-settings.type.js'

@ArgsType()
export class AddressListArgs extends SearchArgs {
  @Field(() => AddressFilter, { nullable: true, description: 'Which addresses.' })
  filter?: AddressFilter | null

  @Field(() => AddressOrder, { nullable: true, defaultValue: AddressOrder.ADDRESS_ASC, description: 'In which order.' })
  orderBy?: AddressOrder | null
}

@InputType('CreateEmailAddressInput', { description: 'A new address.' })
export class CreateAddressInput extends CreateInput {
  @Field(() => ID, { description: 'The domain that it is on.' })
  domainId!: string

  @Field(() => String, { description: 'What comes before the @ (R-ADR-1).' })
  localPart!: string

  @Field(() => EmailAddressSettingsInput, { description: 'What is left out has its default.' })
  settings!: EmailAddressSettingsInput
}

@InputType('UpdateEmailAddressInput', { description: 'Changes of an address; what is left out stays.' })
export class UpdateAddressInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'What comes before the @ (R-ADR-1).' })
  localPart?: string | null

  @Field(() => EmailAddressSettingsInput, { description: 'The changes.' })
  settings!: EmailAddressSettingsInput
}
