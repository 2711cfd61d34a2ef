import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import type { Ready } from '../../graphql/when-ready.js'
import type { LanguageEntity } from '../language/language.entity.js'
import type { SkillEntity } from '../skill/skill.entity.js'
import { QueueEntity } from './queue.entity.js'

@ObjectType('QueuePayload', { description: 'Answer to a write of a queue.' })
export class QueuePayload extends Payload {
  @Field(() => QueueEntity, { nullable: true, description: 'The queue; null where the write was refused.' })
  queue!: QueueEntity | null
}

export const QueueConnection = connectionType('Queue', () => QueueEntity, 'queues')

/** Queues, skills and languages that were read together. */
export interface QueueCompanions {
  queue(id: string): QueueEntity | undefined
  skill(id: string): SkillEntity | undefined
  language(id: string): LanguageEntity | undefined
}

/** Routing to a queue, of addresses and flows; queue, skills and language are resolved by id. */
@ObjectType('QueueRouting', { description: 'To a queue, with skills, language and priority (R-ADR-7).' })
export class QueueRoutingType {
  organisationId!: string
  queueId!: string
  skillIds!: readonly string[]
  languageId!: string | null
  /** What many routings refer to, where it is read for all of them together. */
  companions?: () => Ready<QueueCompanions>

  @Field(() => Int, {
    simple: true,
    description: '−25 000 000 to 25 000 000; 1 counts as one minute waited (R-QUE-1).',
  })
  priority!: number
}

@InputType('QueueRoutingInput', { description: 'To a queue, with skills, language and priority (R-ADR-7).' })
export class QueueRoutingInput {
  @Field(() => ID, { description: 'The queue.' })
  queueId!: string

  @Field(() => [ID], { nullable: true, description: 'Skills that the agent needs.' })
  skillIds?: string[] | null

  @Field(() => ID, { nullable: true, description: 'The language that the agent speaks.' })
  languageId?: string | null

  @Field(() => Int, { nullable: true, description: '−25 000 000 to 25 000 000; 0 where nothing is said.' })
  priority?: number | null
}
