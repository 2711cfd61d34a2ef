import type { AutoReplyMail, InboundMail, InboundResult } from '@mailroom/core'
import { Field, Int, ObjectType } from 'type-graphql'
import { ProblemParamType } from '../../graphql/problem.type.js'
import { HeaderType } from '../../graphql/header.type.js'
import { InboundResultEnum } from './inbound.enum.type.js'

@ObjectType('AutoReplyMail', {
  description: 'An automatic reply but for its text, which is that of the canned response (R-FLO-3). It has no BCC.',
  simpleResolvers: true,
})
export class AutoReplyMailType implements AutoReplyMail {
  @Field(() => String, { description: 'Empty: what cannot be delivered comes back to nobody.' })
  envelopeFrom!: ''

  @Field(() => [String], { description: 'The one recipient.' })
  envelopeTo!: readonly [string]

  @Field(() => [HeaderType], { description: 'Auto-Submitted, In-Reply-To and the others.' })
  headers!: readonly HeaderType[]
}

/** What the ids lead to is in the resolver. */
@ObjectType('InboundOutcome', { description: 'What becomes of a mail for one recipient (section 4 of the rules).' })
export class InboundOutcomeType {
  organisationId!: string
  addressId!: string | null
  autoReplyId!: string | null
  queueId!: string | null
  flowId!: string | null
  skillIds!: readonly string[]
  languageId!: string | null
  mail!: InboundMail
  replyTo!: string | null

  @Field(() => String, { simple: true, description: 'As it stood in the envelope or header.' })
  recipient!: string

  @Field(() => InboundResultEnum, { simple: true, description: 'What becomes of it.' })
  result!: InboundResult

  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'SPAM, VIRUS, AUTO_GENERATED, FLOW, OUTBOUND_ONLY, ANOTHER_ADDRESS, POSTMASTER, TOO_LARGE, EDITION_WITHOUT_EMAIL, FLOW_UNPUBLISHED; null where the result says all.',
  })
  reason!: string | null

  @Field(() => Boolean, { simple: true, description: 'Whether it continues an interaction (R-IN-5).' })
  continues!: boolean

  @Field(() => [String], { simple: true, description: 'Labels that a flow has added.' })
  labels!: readonly string[]

  @Field(() => Int, { simple: true, nullable: true, description: 'Priority in the queue (R-QUE-1).' })
  priority!: number | null
}

@ObjectType('TraceStep', {
  description:
    'One step of a decision: which rule looked at what, with which result. The texts are in the language of the request.',
  simpleResolvers: true,
})
export class TraceStepType {
  @Field(() => String, { description: 'Id of the rule.' })
  rule!: string

  @Field(() => String, { description: 'A stable code of what happened.' })
  code!: string

  @Field(() => [ProblemParamType], { description: 'The values that the texts speak of.' })
  params!: readonly ProblemParamType[]

  @Field(() => String, { description: 'What was looked at.' })
  title!: string

  @Field(() => String, { description: 'What it was.' })
  input!: string

  @Field(() => String, { description: 'What follows.' })
  result!: string

  @Field(() => Boolean, { description: 'Whether the step changed the outcome; those that did nothing are there too.' })
  effect!: boolean
}

@ObjectType('InboundDecision', { description: 'Which way a mail goes, and why (section 4 of the rules).' })
export class InboundDecisionType {
  @Field(() => [InboundOutcomeType], { simple: true, description: 'In the order of the recipients.' })
  outcomes!: readonly InboundOutcomeType[]

  @Field(() => [TraceStepType], { simple: true, description: 'How it came about (R-IN-8).' })
  trace!: readonly TraceStepType[]

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Where the reply goes (R-IN-9); null: the mail names nobody.',
  })
  replyTo!: string | null
}
