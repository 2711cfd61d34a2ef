import { Field, InputType } from 'type-graphql'
import { AddressOverrideInput } from '../address/address-settings.type.js'
import { FlowOverrideInput } from '../flow/flow-override.type.js'
import { MailInput } from './mail-input.type.js'

@InputType('InboundMessageInput', { description: 'A mail to try: raw, or by its fields.' })
export class InboundMessageInput extends MailInput {
  @Field(() => [AddressOverrideInput], { nullable: true, description: 'Unsaved settings to decide by, at most 20.' })
  overrides?: AddressOverrideInput[] | null

  @Field(() => [FlowOverrideInput], { nullable: true, description: 'Flows to decide by as if published, at most 20.' })
  flows?: FlowOverrideInput[] | null
}
