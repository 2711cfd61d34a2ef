import { Field, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { SkillEntity } from './skill.entity.js'

@ObjectType('SkillPayload', { description: 'Answer to a write of a skill.' })
export class SkillPayload extends Payload {
  @Field(() => SkillEntity, { nullable: true, description: 'The skill; null where the write was refused.' })
  skill!: SkillEntity | null
}

export const SkillConnection = connectionType('Skill', () => SkillEntity, 'skills')
