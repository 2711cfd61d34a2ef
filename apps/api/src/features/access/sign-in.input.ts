import { Field, InputType } from 'type-graphql'

@InputType('SignInInput', { description: 'What a person signs in with.' })
export class SignInInput {
  @Field(() => String, { description: 'E-mail address, without regard to case.' })
  email!: string

  @Field(() => String, { description: 'Password.' })
  password!: string

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator app, or a recovery code: asked for by SECOND_FACTOR_REQUIRED.',
  })
  secondFactor?: string | null
}

@InputType('SetUpInput', { description: 'The first person and the first organisation of an installation.' })
export class SetUpInput {
  @Field(() => String, { description: 'The one-time token that the start printed.' })
  token!: string

  @Field(() => String, { description: 'The person’s name (R-ORG-7).' })
  name!: string

  @Field(() => String, { description: 'The e-mail address to sign in with.' })
  email!: string

  @Field(() => String, { description: '12 to 1024 characters.' })
  password!: string

  @Field(() => String, { description: 'Name of the first organisation; its slug is made from it (R-ORG-3).' })
  organizationName!: string
}
