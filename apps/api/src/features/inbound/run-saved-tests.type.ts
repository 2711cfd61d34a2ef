import type { OutcomeField } from '@mailroom/core'
import { Field, Int, ObjectType } from 'type-graphql'
import { ProblemParamType, ProblemType } from '../../graphql/problem.type.js'
import { ExpectedOutcomeType, SavedTestType } from '../saved-test/saved-test.type.js'
import { InboundDecisionType } from './inbound.type.js'

@ObjectType('SavedTestDifference', {
  description:
    'One part of an outcome that is not as expected, or not as before. The texts are in the language of the request.',
  simpleResolvers: true,
})
export class SavedTestDifferenceType {
  @Field(() => String, { description: 'The recipient.' })
  recipient!: string

  @Field(() => String, {
    description:
      'RESULT, REASON, CONTINUES, QUEUE, FLOW, SKILLS, LANGUAGE, PRIORITY, LABELS, AUTO_REPLY; RECIPIENT: the mail does not go there, or goes there too.',
  })
  field!: OutcomeField

  @Field(() => String, { description: 'A stable code of the text.' })
  code!: string

  @Field(() => [ProblemParamType], { description: 'The values that the text speaks of.' })
  params!: readonly ProblemParamType[]

  @Field(() => String, { description: 'What differs, in words.' })
  title!: string

  @Field(() => String, { description: 'How it differs, in words.' })
  result!: string
}

@ObjectType('SavedTestRun', { description: 'What came of one test.', simpleResolvers: true })
export class SavedTestRunType {
  @Field(() => SavedTestType, { description: 'The test.' })
  test!: SavedTestType

  @Field(() => [ExpectedOutcomeType], { description: 'What it expects.' })
  expected!: readonly ExpectedOutcomeType[]

  @Field(() => Boolean, { description: 'Whether it passes by the configuration that was asked about.' })
  passes!: boolean

  @Field(() => Boolean, { description: 'Whether it passes by what is stored.' })
  passedBefore!: boolean

  @Field(() => [ProblemType], {
    description:
      'Why it fails whatever is decided: REFERENCE_NOT_FOUND for what was deleted, a mail that cannot be read, FLOW_TAKES_TOO_LONG, DECISION_TOO_LONG, TESTS_TAKE_TOO_LONG.',
  })
  problems!: readonly ProblemType[]

  @Field(() => [SavedTestDifferenceType], { description: 'In what the decision afterwards is not what is expected.' })
  differences!: readonly SavedTestDifferenceType[]

  @Field(() => [SavedTestDifferenceType], { description: 'In what the decision afterwards is not the one before.' })
  changes!: readonly SavedTestDifferenceType[]

  @Field(() => InboundDecisionType, { nullable: true, description: 'By what is stored; null: there is no decision.' })
  before!: InboundDecisionType | null

  @Field(() => InboundDecisionType, {
    nullable: true,
    description: 'With the overrides and flows; without any the same as before. Null: there is no decision.',
  })
  after!: InboundDecisionType | null
}

@ObjectType('RunSavedTestsPayload', { description: 'What came of the tests.', simpleResolvers: true })
export class RunSavedTestsPayload {
  @Field(() => [SavedTestRunType], { description: 'One of each test, by name.' })
  runs!: readonly SavedTestRunType[]

  @Field(() => Int, { description: 'How many pass.' })
  passed!: number

  @Field(() => Int, { description: 'How many do not.' })
  failed!: number

  @Field(() => Int, { description: 'How many are decided otherwise than by what is stored.' })
  changed!: number

  @Field(() => [ProblemType], {
    description:
      'Why nothing was run: overrides or flows that would be refused, REFERENCE_NOT_FOUND for what is not there.',
  })
  problems!: readonly ProblemType[]
}
