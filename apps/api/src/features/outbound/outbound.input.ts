import type { OutboundKind } from '@mailroom/core'
import { Field, InputType, Int } from 'type-graphql'
import { AddressOverrideInput } from '../address/address-settings.type.js'
import { OutboundKindEnum } from './outbound.enum.type.js'

@InputType('AttachmentInput', { description: 'An attachment by what is known of it; its content is not needed.' })
export class AttachmentInput {
  @Field(() => String, { description: 'File name; at most 255 characters, no controls (R-OUT-6).' })
  name!: string

  @Field(() => String, { description: 'Media type: application/pdf.' })
  type!: string

  @Field(() => Int, { description: 'Bytes before encoding (R-OUT-8).' })
  sizeBytes!: number
}

@InputType('OutboundDraftInput', { description: 'What an agent wants to send, to try (section 7 of the rules).' })
export class OutboundDraftInput {
  @Field(() => String, { description: 'The own address that it is written from; unknown: REFERENCE_NOT_FOUND.' })
  address!: string

  @Field(() => OutboundKindEnum, { description: 'What the agent does.' })
  kind!: OutboundKind

  @Field(() => [String], { description: 'Each "a@b.example" or "Name <a@b.example>" (R-OUT-3).' })
  to!: string[]

  @Field(() => [String], { nullable: true, description: 'As `to`.' })
  cc?: string[] | null

  @Field(() => [String], { nullable: true, description: 'As `to`; in the envelope only.' })
  bcc?: string[] | null

  @Field(() => String, { description: 'At most 998 characters, no line breaks or other controls (R-OUT-6).' })
  subject!: string

  @Field(() => String, {
    description: 'What the agent writes above signature and history; only plain formatting is kept.',
  })
  html!: string

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether the agent wants the history in it; counts where the address says AGENT_DECIDES (R-OUT-5).',
  })
  includeHistory?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether it is the first outbound mail of the interaction (R-OUT-4).',
  })
  isInitial?: boolean | null

  @Field(() => String, { nullable: true, description: 'HTML of the mails so far.' })
  history?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Instead of `html`: what the agent left in the editor, sent as it is. A signature in it is not added again, and the history that the editor shows leaves by R-OUT-5.',
  })
  editorHtml?: string | null

  @Field(() => String, { nullable: true, description: 'For the placeholder agent.name of the signature (R-ADR-9).' })
  agentName?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Message id of the mail that is answered or passed on, with or without angle brackets.',
  })
  inReplyTo?: string | null

  @Field(() => [String], { nullable: true, description: 'References of that mail, oldest first.' })
  references?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Addresses in the X-Mailroom-Loop of that mail (R-OUT-6).' })
  loopAddresses?: string[] | null

  @Field(() => [AttachmentInput], { nullable: true, description: 'At most the limit `attachments` (R-OUT-8).' })
  attachments?: AttachmentInput[] | null

  @Field(() => [AddressOverrideInput], {
    nullable: true,
    description: 'Unsaved settings to decide by, at most 20. Needs routing:email:manage.',
  })
  overrides?: AddressOverrideInput[] | null
}
