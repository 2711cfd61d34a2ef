import type { ConfigurationAction } from '@mailroom/core'
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Payload } from '../../graphql/payload.type.js'
import { ProblemType } from '../../graphql/problem.type.js'
import { LintFindingType } from '../lint/lint.type.js'

export const ConfigurationActionEnum = { CREATE: 'CREATE', UPDATE: 'UPDATE', DELETE: 'DELETE' } as const
registerEnumType(ConfigurationActionEnum, {
  name: 'ConfigurationAction',
  description: 'What a configuration file does to an entry.',
  valuesConfig: {
    CREATE: { description: 'It is made.' },
    UPDATE: { description: 'It is changed.' },
    DELETE: { description: 'It is deleted: its section is in the file, and it is not.' },
  },
})

@ObjectType('ConfigurationField', { description: 'A key of an entry that changes.', simpleResolvers: true })
export class ConfigurationFieldType {
  @Field(() => String, { description: 'The key in the file; `name`: another spelling of the name.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'As a file would say it now; null: nothing.' })
  before!: string | null

  @Field(() => String, { nullable: true, description: 'As the file says it; null: nothing.' })
  after!: string | null
}

@ObjectType('ConfigurationChange', { description: 'An entry that a file changes.', simpleResolvers: true })
export class ConfigurationChangeType {
  @Field(() => ConfigurationActionEnum, { description: 'What happens to it.' })
  action!: ConfigurationAction

  @Field(() => String, {
    description:
      'Its type: OrganizationSettings, SmtpServer, EmailDomain, Skill, Language, Queue, CannedResponse, Flow, EmailAddress.',
  })
  entityType!: string

  @Field(() => String, { description: 'Its name; of an address the address, of the settings `settings`.' })
  name!: string

  @Field(() => [ConfigurationFieldType], { description: 'What changes; of a deletion nothing.' })
  fields!: readonly ConfigurationFieldType[]
}

@ObjectType('ConfigurationProblem', { description: 'A problem with where it is in the file.', simpleResolvers: true })
export class ConfigurationProblemType {
  @Field(() => ProblemType, {
    description:
      'The problem; its path is made of keys of the file: ["addresses", "help@acme.com", "routing", "queue"].',
  })
  problem!: ProblemType

  @Field(() => Int, { description: 'Line in the file, from 1.' })
  line!: number

  @Field(() => Int, { description: 'Column in the line, from 1.' })
  column!: number
}

@ObjectType('ConfigurationCounts', { description: 'How many entries a file changes.', simpleResolvers: true })
export class ConfigurationCountsType {
  @Field(() => Int, { description: 'Entries that are made.' })
  created!: number

  @Field(() => Int, { description: 'Entries that are changed.' })
  updated!: number

  @Field(() => Int, { description: 'Entries that are deleted.' })
  deleted!: number
}

@ObjectType('ConfigurationTest', {
  description: 'A saved test that comes to something else with the file.',
  simpleResolvers: true,
})
export class ConfigurationTestType {
  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => Boolean, { description: 'Whether it passes now.' })
  passedBefore!: boolean

  @Field(() => Boolean, { description: 'Whether it would pass then.' })
  passes!: boolean
}

@ObjectType('ConfigurationPlan', { description: 'What a configuration file would do.', simpleResolvers: true })
export class ConfigurationPlanType {
  @Field(() => String, {
    nullable: true,
    description: 'What applyConfiguration takes: of the file and of all that is stored. Null: the file is refused.',
  })
  fingerprint!: string | null

  @Field(() => ConfigurationCountsType, { description: 'How many there are of each kind of change.' })
  counts!: ConfigurationCountsType

  @Field(() => [ConfigurationChangeType], {
    description: 'By section and name, at most 1000 of each kind of change. None: everything is as the file says.',
  })
  changes!: readonly ConfigurationChangeType[]

  @Field(() => [ConfigurationProblemType], {
    description: 'Errors, which refuse the file, and warnings; at most 100.',
  })
  problems!: readonly ConfigurationProblemType[]

  @Field(() => [LintFindingType], {
    description: 'What would be wrong with the configuration then, and is not now; among the first 200 findings.',
  })
  lint!: readonly LintFindingType[]

  @Field(() => [ConfigurationTestType], {
    nullable: true,
    description:
      'Saved tests that would come to something else. Null: not run, for they take more than 2 seconds, or the caller may not see addresses.',
  })
  savedTests!: readonly ConfigurationTestType[] | null
}

@ObjectType('PlanConfigurationPayload', { description: 'Answer to a plan.' })
export class PlanConfigurationPayload extends Payload {
  @Field(() => ConfigurationPlanType, { description: 'The plan; nothing was written.' })
  plan!: ConfigurationPlanType
}

@ObjectType('ApplyConfigurationPayload', { description: 'Answer to applying a configuration file.' })
export class ApplyConfigurationPayload extends Payload {
  @Field(() => ConfigurationCountsType, { nullable: true, description: 'What was done; null: nothing.' })
  applied!: ConfigurationCountsType | null

  @Field(() => [ConfigurationProblemType], { description: 'Where the file itself is refused: why, and where.' })
  located!: readonly ConfigurationProblemType[]
}
