import type { ExpectedOutcomeDraft, InboundResult } from '@mailroom/core'
import { Field, ID, InputType, Int } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'
import { InboundResultEnum } from '../inbound/inbound.enum.type.js'
import { MailInput } from '../inbound/mail-input.type.js'

@InputType('SavedTestMailInput', {
  description:
    'The mail of a test: raw, or by its fields; at most 128 kB in all. Mails of customers are personal data: keep those alone that a test needs.',
})
export class SavedTestMailInput extends MailInput {}

@InputType('ExpectedOutcomeInput', {
  description: 'What is expected for one recipient. What is left out is not compared; null expects none.',
})
export class ExpectedOutcomeInput implements ExpectedOutcomeDraft {
  @Field(() => String, {
    description: 'As in the envelope or header, without regard to case; once a test, at most 1000 characters.',
  })
  recipient!: string

  @Field(() => InboundResultEnum, { nullable: true, description: 'The result; null is as if left out.' })
  result?: InboundResult | null

  @Field(() => String, { nullable: true, description: 'As InboundOutcome.reason.' })
  reason?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Continues an interaction; null is as if left out.' })
  continues?: boolean | null

  @Field(() => ID, { nullable: true, description: 'The queue.' })
  queueId?: string | null

  @Field(() => ID, { nullable: true, description: 'The flow that decided.' })
  flowId?: string | null

  @Field(() => [ID], { nullable: true, description: 'All skills, in any order; null is as if left out.' })
  skillIds?: string[] | null

  @Field(() => ID, { nullable: true, description: 'The language.' })
  languageId?: string | null

  @Field(() => Int, { nullable: true, description: 'The priority, in minutes (R-ADR-7).' })
  priority?: number | null

  @Field(() => [String], {
    nullable: true,
    description: 'All labels, at most 50, in any order; null is as if left out.',
  })
  labels?: string[] | null

  @Field(() => ID, { nullable: true, description: 'The canned response that is sent automatically.' })
  autoReplyId?: string | null
}

@InputType('CreateSavedTestInput', { description: 'A new test; an organisation has at most 200.' })
export class CreateSavedTestInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => SavedTestMailInput, {
    description: 'The mail. Without `receivedAt` it arrives at the moment of the run.',
  })
  mail!: SavedTestMailInput

  @Field(() => [ExpectedOutcomeInput], { description: 'What is expected, for 1 to 50 recipients.' })
  expected!: ExpectedOutcomeInput[]
}

@InputType('UpdateSavedTestInput', { description: 'Changes of a test; what is left out stays.' })
export class UpdateSavedTestInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => SavedTestMailInput, { nullable: true, description: 'The whole mail.' })
  mail?: SavedTestMailInput | null

  @Field(() => [ExpectedOutcomeInput], { nullable: true, description: 'All that is expected.' })
  expected?: ExpectedOutcomeInput[] | null
}
