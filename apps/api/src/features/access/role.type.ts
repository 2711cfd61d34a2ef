import { Field, ObjectType } from 'type-graphql'
import { Payload } from '../../graphql/payload.type.js'
import { RoleEntity } from './access.entity.js'

@ObjectType('RolePayload', { description: 'Answer to a write of a role.' })
export class RolePayload extends Payload {
  @Field(() => RoleEntity, { nullable: true, description: 'The role; null where the write was refused.' })
  role!: RoleEntity | null
}
