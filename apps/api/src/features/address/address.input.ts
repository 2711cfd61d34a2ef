import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql'
import { SearchArgs } from '../../graphql/connection.js'
import { CreateInput, UpdateInput } from '../../graphql/inputs.js'
import { EmailAddressSettingsInput } from './address-settings.type.js'

export enum AddressOrder {
  ADDRESS_ASC = 'ADDRESS_ASC',
  ADDRESS_DESC = 'ADDRESS_DESC',
  UPDATED_DESC = 'UPDATED_DESC',
}
registerEnumType(AddressOrder, {
  name: 'EmailAddressOrder',
  description: 'Order of a list of addresses.',
  valuesConfig: {
    ADDRESS_ASC: { description: 'By address.' },
    ADDRESS_DESC: { description: 'By address, backwards.' },
    UPDATED_DESC: { description: 'The latest change first.' },
  },
})

@InputType('EmailAddressFilter', { description: 'All that is given must apply; an id of another kind finds nothing.' })
export class AddressFilter {
  @Field(() => ID, { nullable: true, description: 'On this domain.' })
  domainId?: string | null

  @Field(() => ID, { nullable: true, description: 'Routed to this queue.' })
  queueId?: string | null

  @Field(() => ID, { nullable: true, description: 'Mail or spam is routed to this flow.' })
  flowId?: string | null

  @Field(() => Boolean, { nullable: true, description: 'With, or without, problems (R-ADR-13).' })
  hasProblems?: boolean | null
}

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
