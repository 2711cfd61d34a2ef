import type { Severity } from '@mailroom/core'
import { ArgsType, Field } from 'type-graphql'
import { PageArgs } from '../../graphql/connection.js'
import { SeverityType } from '../../graphql/problem.type.js'

@ArgsType()
export class LintArgs extends PageArgs {
  @Field(() => SeverityType, { nullable: true, description: 'Errors or warnings alone; left out: both.' })
  severity?: Severity | null
}
