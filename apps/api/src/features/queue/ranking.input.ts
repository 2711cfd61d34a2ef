import { Field, ID, InputType, Int } from 'type-graphql'
import { ProficiencyInput } from '../access/member.type.js'

@InputType('WaitingInput', { description: 'An interaction that waits in the queue.' })
export class WaitingInput {
  @Field(() => ID, { description: 'Any text, once: the answer names it so.' })
  id!: string

  @Field(() => Int, { description: '−25 000 000 to 25 000 000; 1 counts as one minute waited (R-QUE-1).' })
  priority!: number

  @Field(() => Int, { description: 'Seconds since its arrival, 0 or more.' })
  waitedSeconds!: number

  @Field(() => [ID], { nullable: true, description: 'Skills that it asks for, at most 100 (R-QUE-3).' })
  skillIds?: string[] | null

  @Field(() => ID, { nullable: true, description: 'The language that it asks for (R-QUE-3).' })
  languageId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'Who answered last in its thread: offered it first, if a member of the queue (R-QUE-4).',
  })
  lastAgentId?: string | null
}

@InputType('AgentInput', { description: 'An agent to rank for, instead of a member of the queue.' })
export class AgentInput {
  @Field(() => ID, { description: 'Any text, once: the answer names the agent so.' })
  id!: string

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Skills; nothing: none.' })
  skills?: ProficiencyInput[] | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Languages; nothing: none.' })
  languages?: ProficiencyInput[] | null
}

@InputType('RankQueueInput', {
  description: 'What waits in a queue, and for whom: at most 1000 of each and 100 000 pairs of them.',
})
export class RankQueueInput {
  @Field(() => ID, { description: 'The queue; its scoring method and skill evaluation count.' })
  queueId!: string

  @Field(() => [WaitingInput], { description: 'What waits.' })
  waiting!: WaitingInput[]

  @Field(() => [AgentInput], {
    nullable: true,
    description: 'Agents; nothing: the members of the queue with what is stored of them.',
  })
  agents?: AgentInput[] | null
}
