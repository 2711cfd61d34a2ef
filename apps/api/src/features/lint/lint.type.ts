import { Field, ID, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { ProblemType } from '../../graphql/problem.type.js'

@ObjectType('LintFinding', {
  description: 'Something that is wrong with a part of the configuration now.',
  simpleResolvers: true,
})
export class LintFindingType {
  @Field(() => String, { description: 'Type of what it is about: EmailAddress, EmailDomain, Flow.' })
  entityType!: string

  @Field(() => ID, { description: 'Its id.' })
  entityId!: string

  @Field(() => String, { description: 'Its name: of an address the address, of a domain its A-label name.' })
  entityName!: string

  @Field(() => ProblemType, {
    description:
      'What is wrong: of an address its health (R-ADR-13), of a domain why it does not send or receive and its warnings (R-DOM-12, R-DOM-17), of a flow R-FLO-5 and missing references. The path is that of the setting.',
  })
  problem!: ProblemType
}

export const LintConnection = connectionType('Lint', () => LintFindingType, 'findings')
