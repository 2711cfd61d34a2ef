import { Field, ObjectType } from 'type-graphql'

@ObjectType('Header', { description: 'A header field, not encoded.', simpleResolvers: true })
export class HeaderType {
  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => String, { description: 'Its value in one line.' })
  value!: string
}
