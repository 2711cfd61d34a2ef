import {
  FLOW_FIELDS,
  FLOW_OPERATORS,
  type FlowCondition,
  type FlowComparison,
  type FlowDefinition,
  type FlowField,
  type FlowOperator,
  type OpeningHours,
  type Schedule,
} from '@mailroom/core'
import { GraphQLJSONObject } from 'graphql-scalars'
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload, UseType } from '../../graphql/payload.type.js'
import { QueueRoutingType } from '../queue/queue.type.js'

const enumOf = <N extends string>(names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<N, N>

export const FlowFieldEnum = enumOf(FLOW_FIELDS)
registerEnumType(FlowFieldEnum, {
  name: 'FlowField',
  description: 'What a comparison looks at. Where the mail has nothing of it, the comparison is false (R-FLO-2).',
  valuesConfig: {
    FROM: { description: 'Address of the sender, without the name.' },
    FROM_DOMAIN: { description: 'Domain of that address.' },
    RECIPIENT: { description: 'The own address that the mail matched.' },
    SUBJECT: { description: 'Subject.' },
    BODY: { description: 'The text, or the text of the HTML where there is no other.' },
    HEADER: { description: 'Any occurrence of the header field that `header` names.' },
    ATTACHMENT_NAME: { description: 'Name of any attachment.' },
    ATTACHMENT_TYPE: { description: 'Media type of any attachment.' },
    ATTACHMENT_COUNT: { description: 'Number of attachments.' },
    SIZE_BYTES: { description: 'Size of the raw mail in bytes.' },
    SPAM_VERDICT: { description: 'PASS, FAIL or INCONCLUSIVE.' },
    LANGUAGE: { description: 'Any tag of Content-Language.' },
    RECEIVED_AT: { description: 'When the mail arrived.' },
  },
})
export const FlowOperatorEnum = enumOf(FLOW_OPERATORS)
registerEnumType(FlowOperatorEnum, {
  name: 'FlowOperator',
  description:
    'How a comparison compares: texts without case and after Unicode normalisation. What makes no sense for a field is FLOW_OPERATOR_UNSUPPORTED (R-FLO-2).',
  valuesConfig: {
    EQUALS: { description: 'The whole value. Not for RECEIVED_AT.' },
    CONTAINS: { description: 'A part of a text.' },
    STARTS_WITH: { description: 'The beginning of a text.' },
    ENDS_WITH: { description: 'The end of a text.' },
    ONE_OF: { description: 'Equal to one of the values. Not for RECEIVED_AT.' },
    MATCHES: {
      description:
        'A pattern in the syntax of RE2 finds something in the first 16384 characters of the field; PATTERN_INVALID says what it cannot be.',
    },
    EXISTS: { description: 'The mail has such a header, or a text that is not empty.' },
    LESS_THAN: { description: 'A smaller number, or an earlier time.' },
    GREATER_THAN: { description: 'A larger number, or a later time.' },
    WITHIN_SCHEDULE: { description: 'RECEIVED_AT is in the opening hours.' },
  },
})

export enum FlowState {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
}
registerEnumType(FlowState, {
  name: 'FlowState',
  description: 'Whether addresses can use the flow (R-FLO-4).',
  valuesConfig: {
    DRAFT: { description: 'Not published, or not any more.' },
    PUBLISHED: { description: 'Has a published version, which addresses use.' },
  },
})

@ObjectType('OpeningHours', { description: 'Open hours of one weekday, half-open (R-FLO-2).', simpleResolvers: true })
export class OpeningHoursType implements OpeningHours {
  @Field(() => Int, { description: '1 = Monday to 7 = Sunday.' })
  weekday!: number

  @Field(() => String, { description: 'HH:MM.' })
  from!: string

  @Field(() => String, { description: 'HH:MM, up to 24:00.' })
  to!: string
}

@ObjectType('Schedule', { description: 'When an organisation is open (R-FLO-2).' })
export class ScheduleType implements Schedule {
  @Field(() => String, { simple: true, description: 'IANA name: Europe/Vienna.' })
  timeZone!: string

  @Field(() => [OpeningHoursType], { simple: true, description: 'Opening hours; overnight as two entries.' })
  open!: readonly OpeningHours[]

  closedOn?: readonly string[] | null
}

@ObjectType('FlowComparison', { description: 'One comparison (R-FLO-2).', simpleResolvers: true })
export class FlowComparisonType implements FlowComparison {
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
  values?: readonly string[] | null

  @Field(() => ScheduleType, { nullable: true, description: 'With WITHIN_SCHEDULE, for RECEIVED_AT.' })
  schedule?: Schedule | null
}

@ObjectType('FlowCondition', { description: 'Exactly one of the fields is set (R-FLO-2).', simpleResolvers: true })
export class FlowConditionType implements FlowCondition {
  @Field(() => [FlowConditionType], { nullable: true, description: 'All of these.' })
  all?: readonly FlowCondition[] | null

  @Field(() => [FlowConditionType], { nullable: true, description: 'Any of these.' })
  any?: readonly FlowCondition[] | null

  @Field(() => FlowConditionType, { nullable: true, description: 'Not this.' })
  not?: FlowCondition | null

  @Field(() => FlowComparisonType, { nullable: true, description: 'This comparison.' })
  compare?: FlowComparison | null
}

/** What the flow refers to is resolved by id. */
@ObjectType('FlowAction', { description: 'Exactly one of the fields is set (R-FLO-3).' })
export class FlowActionType {
  organisationId!: string

  @Field(() => Int, { simple: true, nullable: true, description: 'Goes on: sets the priority.' })
  setPriority?: number | null | undefined

  addSkillIds?: readonly string[] | null | undefined
  removeSkillIds?: readonly string[] | null | undefined
  setLanguageId?: string | null | undefined

  @Field(() => String, { simple: true, nullable: true, description: 'Goes on: adds a label.' })
  addLabel?: string | null | undefined

  autoReplyId?: string | null | undefined

  @Field(() => QueueRoutingType, { simple: true, nullable: true, description: 'Ends: to a queue.' })
  transferToQueue?: QueueRoutingType | null | undefined

  @Field(() => Boolean, { simple: true, nullable: true, description: 'Ends: disconnects.' })
  disconnect?: boolean | null | undefined
}

@ObjectType('FlowRule', { description: 'A condition and what to do (R-FLO-1).', simpleResolvers: true })
export class FlowRuleType {
  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => FlowConditionType, { description: 'When it applies.' })
  when!: FlowCondition

  @Field(() => [FlowActionType], { description: 'What to do, in order.' })
  then!: readonly FlowActionType[]
}

@ObjectType('FlowDefinition', {
  description: 'Rules in order and the action that ends the flow (R-FLO-1).',
  simpleResolvers: true,
})
export class FlowDefinitionType {
  @Field(() => [FlowRuleType], { description: 'Tried in order.' })
  rules!: readonly FlowRuleType[]

  @Field(() => FlowActionType, { description: 'Where no rule has ended the flow.' })
  otherwise!: FlowActionType

  @Field(() => GraphQLJSONObject, { description: 'The whole definition in the shape of FlowDefinitionInput.' })
  source!: FlowDefinition
}

@ObjectType('Flow', { description: 'Rules that decide where mail goes.' })
export class FlowType {
  organisationId!: string

  @Field(() => ID, { simple: true, description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { simple: true, description: 'Unique in the organisation without regard to case (R-ORG-7).' })
  name!: string

  nameKey!: string

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'Number of the published version; null: none is published.',
  })
  publishedVersion!: number | null

  @Field(() => Int, {
    simple: true,
    description: 'Counts changes; an update or delete gives it back as expectedVersion.',
  })
  version!: number

  /** Left out where only the name was read. */
  draft?: FlowDefinition
  published?: FlowDefinition | null
}

@ObjectType('FlowPayload', { description: 'Answer to a write of a flow.' })
export class FlowPayload extends Payload {
  @Field(() => FlowType, { nullable: true, description: 'The flow; null where the write was refused.' })
  flow!: FlowType | null

  @Field(() => [UseType], { description: 'With IN_USE: the addresses that lead to it, at most 100.' })
  usedBy!: readonly UseType[]
}

@ObjectType('FlowVersion', { description: 'A version that was published once (R-FLO-4).', simpleResolvers: true })
export class FlowVersionType {
  @Field(() => Int, { description: 'Counts the publications of the flow: 1, 2, 3 …' })
  number!: number

  @Field(() => GraphQLISODateTime, { description: 'When it was published.' })
  publishedAt!: Date

  @Field(() => String, {
    nullable: true,
    description: 'Name of the person or API key that published it, as it was called then; null: not known.',
  })
  publishedBy!: string | null

  @Field(() => FlowDefinitionType, { description: 'What it says.' })
  definition!: FlowDefinitionType
}

export const FlowConnection = connectionType('Flow', () => FlowType, 'flows')
export const FlowVersionConnection = connectionType('FlowVersion', () => FlowVersionType, 'versions')
