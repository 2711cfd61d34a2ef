import { Field, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { LanguageEntity } from './language.entity.js'

@ObjectType('LanguagePayload', { description: 'Answer to a write of a language.' })
export class LanguagePayload extends Payload {
  @Field(() => LanguageEntity, { nullable: true, description: 'The language; null where the write was refused.' })
  language!: LanguageEntity | null
}

export const LanguageConnection = connectionType('Language', () => LanguageEntity, 'languages')
