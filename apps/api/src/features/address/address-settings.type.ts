import type { AddressDraft, HistoryInclusion, SignatureFrequency, SignaturePlacement } from '@mailroom/core'
import { Field, ID, InputType, registerEnumType } from 'type-graphql'
import { QueueRoutingInput } from '../queue/queue.type.js'

export enum SignaturePlacementEnum {
  ON_SEND = 'ON_SEND',
  IN_EDITOR = 'IN_EDITOR',
}
registerEnumType(SignaturePlacementEnum, {
  name: 'SignaturePlacement',
  description: 'When the signature is added (R-ADR-9).',
  valuesConfig: {
    ON_SEND: { description: 'On sending: agents do not see it.' },
    IN_EDITOR: { description: 'Into the draft, before the history: agents may edit it.' },
  },
})

export enum SignatureFrequencyEnum {
  ALL_OUTGOING = 'ALL_OUTGOING',
  INITIAL_ONLY = 'INITIAL_ONLY',
}
registerEnumType(SignatureFrequencyEnum, {
  name: 'SignatureFrequency',
  description: 'Which mails get the signature (R-ADR-9).',
  valuesConfig: {
    ALL_OUTGOING: { description: 'Every outgoing mail.' },
    INITIAL_ONLY: { description: 'Only the first outgoing mail of an interaction.' },
  },
})

export enum HistoryInclusionEnum {
  ALWAYS = 'ALWAYS',
  NEVER = 'NEVER',
  AGENT_DECIDES = 'AGENT_DECIDES',
}
registerEnumType(HistoryInclusionEnum, {
  name: 'HistoryInclusion',
  description: 'Whether the history leaves with a mail (R-ADR-11).',
  valuesConfig: {
    ALWAYS: { description: 'Always.' },
    NEVER: { description: 'Never.' },
    AGENT_DECIDES: { description: 'The agent decides. The default.' },
  },
})

@InputType('MailboxInput', { description: 'An address with an optional name.' })
export class MailboxInput {
  @Field(() => String, { description: 'R-ADR-1.' })
  address!: string

  @Field(() => String, { nullable: true, description: 'R-ADR-2.' })
  name?: string | null
}

@InputType('FlowRoutingInput', { description: 'To a flow (R-ADR-7).' })
export class FlowRoutingInput {
  @Field(() => ID, { description: 'A published flow.' })
  flowId!: string
}

@InputType('EmailRoutingInput', { description: 'Exactly one (R-ADR-7).' })
export class EmailRoutingInput {
  @Field(() => QueueRoutingInput, { nullable: true, description: 'To a queue.' })
  queue?: QueueRoutingInput | null

  @Field(() => FlowRoutingInput, { nullable: true, description: 'To a flow.' })
  flow?: FlowRoutingInput | null

  @Field(() => Boolean, { nullable: true, description: 'True: outbound only.' })
  none?: boolean | null
}

@InputType('SpamRoutingInput', { description: 'Exactly one (R-ADR-8).' })
export class SpamRoutingInput {
  @Field(() => FlowRoutingInput, { nullable: true, description: 'To a flow.' })
  flow?: FlowRoutingInput | null

  @Field(() => Boolean, { nullable: true, description: 'True: spam is disconnected.' })
  disconnect?: boolean | null
}

@InputType('SignatureSettingsInput', { description: 'A signature and where it goes (R-ADR-9).' })
export class SignatureSettingsInput {
  @Field(() => ID, { description: 'A canned response of kind SIGNATURE.' })
  responseId!: string

  @Field(() => SignaturePlacementEnum, { description: 'When it is added.' })
  placement!: SignaturePlacement

  @Field(() => SignatureFrequencyEnum, { description: 'Which mails get it.' })
  frequency!: SignatureFrequency
}

@InputType('EmailAddressSettingsInput', { description: 'Settings of an address. What is left out stays, null clears.' })
export class EmailAddressSettingsInput implements AddressDraft {
  @Field(() => String, { nullable: true, description: 'Name in From; at most 120 characters (R-ADR-2).' })
  fromName?: string | null

  @Field(() => ID, { nullable: true, description: 'Another address that mail is sent from; null: itself (R-ADR-3).' })
  fromAddressId?: string | null

  @Field(() => String, { nullable: true, description: 'Where replies go (R-ADR-4).' })
  replyTo?: string | null

  @Field(() => [MailboxInput], { nullable: true, description: 'Up to five hidden recipients (R-ADR-5).' })
  bcc?: MailboxInput[] | null

  @Field(() => EmailRoutingInput, { nullable: true, description: 'Where mail goes; null: nowhere (R-ADR-7).' })
  routing?: EmailRoutingInput | null

  @Field(() => SpamRoutingInput, { nullable: true, description: 'Where spam goes; null: disconnected (R-ADR-8).' })
  spamRouting?: SpamRoutingInput | null

  @Field(() => SignatureSettingsInput, { nullable: true, description: 'Null: off (R-ADR-9).' })
  signature?: SignatureSettingsInput | null

  @Field(() => HistoryInclusionEnum, { nullable: true, description: 'Null: AGENT_DECIDES (R-ADR-11).' })
  history?: HistoryInclusion | null

  @Field(() => Boolean, { nullable: true, description: 'Null: off (R-ADR-12).' })
  multipleActions?: boolean | null
}

@InputType('AddressOverrideInput', {
  description: 'Unsaved settings of an address, decided by as if they were stored.',
})
export class AddressOverrideInput {
  @Field(() => ID, { description: 'The address.' })
  addressId!: string

  @Field(() => EmailAddressSettingsInput, { description: 'As in an update: what is left out is as it is stored.' })
  settings!: EmailAddressSettingsInput
}
