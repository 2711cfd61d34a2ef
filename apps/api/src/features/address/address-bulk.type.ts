import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Payload } from '../../graphql/payload.type.js'
import { EmailAddressSettingsInput } from './address-settings.type.js'
import { EmailAddressType } from './address.type.js'

@InputType('AddressToUpdateInput', { description: 'One of several addresses that shall be changed.' })
export class AddressToUpdateInput {
  @Field(() => ID, { description: 'The address; all of them are of one organisation.' })
  id!: string

  @Field(() => Int, { description: 'The version that the caller has seen; another one is STALE_VERSION.' })
  expectedVersion!: number
}

@InputType('UpdateEmailAddressesInput', { description: 'The same changes of several addresses: all of them or none.' })
export class UpdateAddressesInput {
  @Field(() => [AddressToUpdateInput], { description: '1 to 200 addresses, each once.' })
  addresses!: AddressToUpdateInput[]

  @Field(() => EmailAddressSettingsInput, {
    description: 'The changes: what is left out stays as each address has it.',
  })
  settings!: EmailAddressSettingsInput

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'All checks, nothing stored: what would change, and what refuses it.',
  })
  dryRun?: boolean | null
}

@ObjectType('EmailAddressChange', {
  description: 'One of several addresses before and after a change.',
  simpleResolvers: true,
})
export class EmailAddressChangeType {
  @Field(() => EmailAddressType, {
    simple: false,
    description: 'As it was; with STALE_VERSION, as somebody else has left it.',
  })
  before!: EmailAddressType

  @Field(() => EmailAddressType, {
    simple: false,
    nullable: true,
    description: 'As it is now; null where the write was refused, for this address or another one.',
  })
  after!: EmailAddressType | null

  @Field(() => [String], { description: 'Names of the settings that differ; none: it was not written.' })
  changed!: readonly string[]
}

@ObjectType('EmailAddressesPayload', { description: 'Answer to a write of several addresses.' })
export class EmailAddressesPayload extends Payload {
  @Field(() => [EmailAddressChangeType], { description: 'In the order asked for.' })
  changes!: readonly EmailAddressChangeType[]
}

@ObjectType('AgentMatch', {
  description: 'How many agents of a queue match a demand (R-QUE-3).',
  simpleResolvers: true,
})
export class AgentMatchType {
  @Field(() => Int, { description: 'Members that may be offered it; 0: it would wait for ever.' })
  matching!: number

  @Field(() => Int, { description: 'Members of the queue.' })
  members!: number
}
