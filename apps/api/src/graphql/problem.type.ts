import type { Problem, Severity } from '@mailroom/core'
import { renderProblem, type Locale } from '@mailroom/messages'
import { Field, ObjectType, registerEnumType } from 'type-graphql'

export enum SeverityType {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
}
registerEnumType(SeverityType, {
  name: 'Severity',
  description: 'How bad a problem is.',
  valuesConfig: {
    ERROR: { description: 'Refuses the write.' },
    WARNING: { description: 'Comes along with a successful write.' },
  },
})

@ObjectType('ProblemParam', { description: 'A value that a problem or trace step speaks of.', simpleResolvers: true })
export class ProblemParamType {
  @Field(() => String, { description: 'Name of the parameter: limit, count, found.' })
  name!: string

  @Field(() => String, { description: 'The value as text; a list is joined with ", ".' })
  value!: string
}

@ObjectType('Problem', {
  description: 'Why a write was refused, or what to know about it (rules, section 8).',
  simpleResolvers: true,
})
export class ProblemType {
  @Field(() => String, { description: 'A stable code: DOMAIN_PUBLIC_SUFFIX.' })
  code!: string

  @Field(() => SeverityType, { description: 'Whether it refuses.' })
  severity!: Severity

  @Field(() => [String], { description: 'The input field it is about: ["bcc", "2"]. Empty: the whole.' })
  path!: readonly string[]

  @Field(() => String, { description: 'In the language of the request (Accept-Language: en, de, fr).' })
  message!: string

  @Field(() => [ProblemParamType], { description: 'The values that the message speaks of.' })
  params!: readonly ProblemParamType[]
}

/** Parameters as the wire gives them. */
export function toParams(params: Readonly<Record<string, string | number>>): ProblemParamType[] {
  return Object.entries(params).map(([name, value]) => ({ name, value: String(value) }))
}

/** The problem in the caller's language. */
export function toProblem(problem: Problem, locale: Locale): ProblemType {
  const { code, severity, path, params } = problem
  return { code, severity, path, message: renderProblem(problem, locale), params: toParams(params) }
}

/** The problems in the caller's language. */
export function toProblems(problems: readonly Problem[], locale: Locale): ProblemType[] {
  return problems.map((problem) => toProblem(problem, locale))
}
