import type {
  FlowAction,
  FlowComparison,
  FlowCondition,
  FlowDefinition,
  FlowField,
  FlowOperator,
  FlowRule,
  OpeningHours,
  Schedule,
} from '@mailroom/core'
import { Field, ID, InputType, Int } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'
import { QueueRoutingInput } from '../queue/queue.type.js'
import { FlowFieldEnum, FlowOperatorEnum } from './flow.type.js'

@InputType('OpeningHoursInput', { description: 'Open hours of one weekday, half-open (R-FLO-2).' })
export class OpeningHoursInput implements OpeningHours {
  @Field(() => Int, { description: '1 = Monday to 7 = Sunday.' })
  weekday!: number

  @Field(() => String, { description: 'HH:MM.' })
  from!: string

  @Field(() => String, { description: 'HH:MM, up to 24:00.' })
  to!: string
}

@InputType('ScheduleInput', { description: 'When an organisation is open (R-FLO-2).' })
export class ScheduleInput implements Schedule {
  @Field(() => String, { description: 'IANA name: Europe/Vienna.' })
  timeZone!: string

  @Field(() => [OpeningHoursInput], { description: 'Opening hours; overnight as two entries.' })
  open!: OpeningHoursInput[]

  @Field(() => [String], { nullable: true, description: 'Closed dates: 2026-12-24.' })
  closedOn?: string[] | null
}

@InputType('FlowComparisonInput', { description: 'One comparison (R-FLO-2).' })
export class FlowComparisonInput implements FlowComparison {
  @Field(() => FlowFieldEnum, { description: 'What it looks at.' })
  field!: FlowField

  @Field(() => String, { nullable: true, description: 'With HEADER: the name of the header field.' })
  header?: string | null

  @Field(() => FlowOperatorEnum, { description: 'How it compares.' })
  operator!: FlowOperator

  @Field(() => String, {
    nullable: true,
    description:
      'Compared with: a text, at most 1000 characters; MATCHES: a pattern, at most 500; SIZE_BYTES and ATTACHMENT_COUNT: a whole number; RECEIVED_AT: an ISO 8601 time or date (UTC).',
  })
  value?: string | null

  @Field(() => [String], { nullable: true, description: 'With ONE_OF: what it compares with, at most 200.' })
  values?: string[] | null

  @Field(() => ScheduleInput, { nullable: true, description: 'With WITHIN_SCHEDULE, for RECEIVED_AT.' })
  schedule?: ScheduleInput | null
}

@InputType('FlowConditionInput', {
  description: 'Exactly one of the fields; at most 8 deep, at most 50 comparisons a rule (R-FLO-2).',
})
export class FlowConditionInput implements FlowCondition {
  @Field(() => [FlowConditionInput], { nullable: true, description: 'All of these.' })
  all?: FlowConditionInput[] | null

  @Field(() => [FlowConditionInput], { nullable: true, description: 'Any of these.' })
  any?: FlowConditionInput[] | null

  @Field(() => FlowConditionInput, { nullable: true, description: 'Not this.' })
  not?: FlowConditionInput | null

  @Field(() => FlowComparisonInput, { nullable: true, description: 'This comparison.' })
  compare?: FlowComparisonInput | null
}

@InputType('FlowActionInput', { description: 'Exactly one of the fields (R-FLO-3).' })
export class FlowActionInput implements FlowAction {
  @Field(() => Int, { nullable: true, description: 'Goes on: sets the priority.' })
  setPriority?: number | null

  @Field(() => [ID], { nullable: true, description: 'Goes on: adds skills.' })
  addSkillIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Goes on: removes skills.' })
  removeSkillIds?: string[] | null

  @Field(() => ID, { nullable: true, description: 'Goes on: sets the language.' })
  setLanguageId?: string | null

  @Field(() => String, { nullable: true, description: 'Goes on: adds a label.' })
  addLabel?: string | null

  @Field(() => ID, { nullable: true, description: 'Goes on: answers with a canned response.' })
  autoReplyId?: string | null

  @Field(() => QueueRoutingInput, { nullable: true, description: 'Ends: to a queue.' })
  transferToQueue?: QueueRoutingInput | null

  @Field(() => Boolean, { nullable: true, description: 'Ends: disconnects.' })
  disconnect?: boolean | null
}

@InputType('FlowRuleInput', { description: 'A condition and what to do (R-FLO-1).' })
export class FlowRuleInput implements FlowRule {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => FlowConditionInput, { description: 'When it applies.' })
  when!: FlowConditionInput

  @Field(() => [FlowActionInput], { description: 'What to do, in order.' })
  then!: FlowActionInput[]
}

@InputType('FlowDefinitionInput', { description: 'At most 100 rules, and the action that ends the flow (R-FLO-1).' })
export class FlowDefinitionInput implements FlowDefinition {
  @Field(() => [FlowRuleInput], { description: 'Tried in order.' })
  rules!: FlowRuleInput[]

  @Field(() => FlowActionInput, { description: 'Where no rule has ended the flow; must end it (FLOW_MUST_END).' })
  otherwise!: FlowActionInput
}

@InputType('CreateFlowInput', { description: 'A new flow, as a draft.' })
export class CreateFlowInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => FlowDefinitionInput, { description: 'The draft.' })
  definition!: FlowDefinitionInput
}

@InputType('UpdateFlowInput', { description: 'Changes of a flow’s draft; what is left out stays.' })
export class UpdateFlowInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => FlowDefinitionInput, { nullable: true, description: 'The whole draft; the published version stays.' })
  definition?: FlowDefinitionInput | null
}

@InputType('PublishFlowInput', { description: 'The flow whose draft is to be published.' })
export class PublishFlowInput extends UpdateInput {}

@InputType('UnpublishFlowInput', { description: 'The flow that addresses shall not be able to use any more.' })
export class UnpublishFlowInput extends UpdateInput {}
