import { Field, ID, InputType, registerEnumType } from 'type-graphql'

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
