import { Field, ID, ObjectType } from 'type-graphql'
import { RoleEntity } from './access.entity.js'
import { ApiKeyType } from '../api-key/api-key.type.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { Payload } from '../../graphql/payload.type.js'

@ObjectType('User', { description: 'A person.' })
export class UserType {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string

  @Field(() => String, { description: 'The e-mail address that the person signs in with.' })
  email!: string

  @Field(() => String, { description: 'The person’s name.' })
  name!: string

  @Field(() => String, { description: 'Preferred language: en, de or fr.' })
  locale!: string

  @Field(() => Boolean, { description: 'Whether the person operates the installation (R-ORG-5).' })
  operator!: boolean
}

@ObjectType('Membership', { description: 'What the viewer is in one organisation.' })
export class MembershipType {
  @Field(() => OrganisationType, { description: 'The organisation.' })
  organization!: OrganisationType

  @Field(() => RoleEntity, {
    description: 'The role there; an API key has one of its own, with its id, its name and its permissions.',
  })
  role!: RoleEntity

  @Field(() => [String], { description: 'Keys of the permissions that the role gives (R-ORG-6).' })
  permissions!: readonly string[]
}

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType {
  @Field(() => UserType, { nullable: true, description: 'The person who is signed in; null: an API key asks.' })
  user!: UserType | null

  @Field(() => ApiKeyType, { nullable: true, description: 'The API key that asks; null: a person does.' })
  apiKey!: ApiKeyType | null

  @Field(() => [MembershipType], { description: 'The organisations that the viewer is a member of, by name.' })
  memberships!: readonly MembershipType[]
}

@ObjectType('SignInPayload', { description: 'Answer to signing in.' })
export class SignInPayload extends Payload {
  @Field(() => ViewerType, { nullable: true, description: 'Who is signed in now; null where it was refused.' })
  viewer!: Partial<ViewerType> | null
}
