import { Field, Float, ID, ObjectType } from 'type-graphql'

@ObjectType('RankedInteraction', {
  description: 'A waiting interaction in its place (R-QUE-1 to 4).',
  simpleResolvers: true,
})
export class RankedInteractionType {
  @Field(() => ID, { description: 'As it was given.' })
  id!: string

  @Field(() => Float, {
    description: 'Priority plus minutes waited, or priority alone, by the queue’s scoring method (R-QUE-1, R-QUE-2).',
  })
  score!: number

  @Field(() => [ID], {
    description:
      'Agents that fit, best first: the last agent of the thread (R-QUE-4), then by the sum of proficiency in what is asked for; none: it waits (R-QUE-3).',
  })
  agentIds!: readonly string[]
}
