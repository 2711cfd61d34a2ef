import type { FlowDefinition } from '@mailroom/core'
import { Field, ID, InputType } from 'type-graphql'
import { FlowDefinitionInput } from './flow.input.js'

@InputType('FlowOverrideInput', {
  description: 'A definition of a flow, such as its draft, decided by as if it were the published version (R-FLO-4).',
})
export class FlowOverrideInput {
  @Field(() => ID, { description: 'The flow.' })
  flowId!: string

  @Field(() => FlowDefinitionInput, { description: 'The whole definition; one that cannot be published is refused.' })
  definition!: FlowDefinition
}
