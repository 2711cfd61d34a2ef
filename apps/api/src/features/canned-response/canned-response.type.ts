import { Field, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { ProblemType } from '../../graphql/problem.type.js'
import { CannedResponseEntity } from './canned-response.entity.js'

@ObjectType('CannedResponsePayload', { description: 'Answer to a write of a canned response.' })
export class CannedResponsePayload extends Payload {
  @Field(() => CannedResponseEntity, { nullable: true, description: 'The response; null where the write was refused.' })
  cannedResponse!: CannedResponseEntity | null
}

export const CannedResponseConnection = connectionType('CannedResponse', () => CannedResponseEntity, 'canned responses')

@ObjectType('CannedResponsePreview', {
  description: 'What a canned response would become. Placeholders are as they are written.',
  simpleResolvers: true,
})
export class CannedResponsePreviewType {
  @Field(() => String, { description: 'HTML without anything but plain formatting; empty where it was refused.' })
  html!: string

  @Field(() => String, { description: 'The plain-text form; made from the HTML where none is given.' })
  text!: string

  @Field(() => [String], {
    description:
      'What was taken out of the HTML: tags, attributes and properties of style. At most 20: "<script>", "position".',
  })
  removed!: readonly string[]

  @Field(() => [ProblemType], { description: 'What a write would say of it (R-ADR-9).' })
  problems!: readonly ProblemType[]
}
