import { Field, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { CannedResponseEntity } from './canned-response.entity.js'

@ObjectType('CannedResponsePayload', { description: 'Answer to a write of a canned response.' })
export class CannedResponsePayload extends Payload {
  @Field(() => CannedResponseEntity, { nullable: true, description: 'The response; null where the write was refused.' })
  cannedResponse!: CannedResponseEntity | null
}

export const CannedResponseConnection = connectionType('CannedResponse', () => CannedResponseEntity, 'canned responses')
