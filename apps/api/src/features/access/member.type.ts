import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { Person } from '../../database/directory.js'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'

@ObjectType('Proficiency', {
  description: 'How well a member has a skill or speaks a language (R-QUE-3).',
  simpleResolvers: true,
})
export class ProficiencyType {
  @Field(() => ID, { description: 'Id of the skill or language.' })
  id!: string

  @Field(() => String, { description: 'Name of the skill or language.' })
  name!: string

  @Field(() => Int, { description: '0 to 5.' })
  proficiency!: number
}

@InputType('ProficiencyInput', { description: 'How well somebody has a skill or speaks a language (R-QUE-3).' })
export class ProficiencyInput {
  @Field(() => ID, { description: 'Id of the skill or language.' })
  id!: string

  @Field(() => Int, { description: '0 to 5.' })
  proficiency!: number
}

@ObjectType('Member', { description: 'A person’s membership of an organisation.' })
export class MemberType {
  organisationId!: string

  @Field(() => ID, { simple: true, description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => Int, {
    simple: true,
    description: 'Counts changes; an update or delete gives it back as expectedVersion.',
  })
  version!: number

  @Field(() => Boolean, { simple: true, description: 'Whether the membership gives nothing for now.' })
  suspended!: boolean

  userId!: string
  roleId!: string
  nameKey!: string
  /** Known where the member was just made. */
  person?: Person
  /** Known where the member was just written. */
  abilities?: { readonly skills: readonly ProficiencyType[]; readonly languages: readonly ProficiencyType[] }
}

@ObjectType('MemberPayload', { description: 'Answer to a write of a member.' })
export class MemberPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member; null where the write was refused.' })
  member!: MemberType | null
}

export const MemberConnection = connectionType('Member', () => MemberType, 'members')
