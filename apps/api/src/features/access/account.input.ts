import { Field, InputType } from 'type-graphql'

@InputType('UpdateProfileInput', { description: 'What people say of themselves.' })
export class UpdateProfileInput {
  @Field(() => String, { description: 'The person’s name (R-ORG-7).' })
  name!: string

  @Field(() => String, { description: 'Language of the console and of mail to the person: en, de or fr.' })
  locale!: string
}

@InputType('ChangePasswordInput', { description: 'A new password for oneself.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password of now (PASSWORD_WRONG).' })
  currentPassword!: string

  @Field(() => String, { description: '8 to 1024 characters; none of the commonest.' })
  newPassword!: string
}

@InputType('ResetPasswordInput', { description: 'A new password by a link.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The code in the link (RESET_LINK_INVALID).' })
  code!: string

  @Field(() => String, { description: '8 to 1024 characters; none of the commonest.' })
  newPassword!: string
}

@InputType('SecondFactorInput', { description: 'What proves that it is the person who changes the second factor.' })
export class SecondFactorInput {
  @Field(() => String, { description: 'The caller’s password (PASSWORD_WRONG).' })
  password!: string

  @Field(() => String, {
    nullable: true,
    description: 'Where a second factor is on: a code of it, or a recovery code (SECOND_FACTOR_REQUIRED).',
  })
  secondFactor?: string | null
}
