import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Payload } from '../../graphql/payload.type.js'
import { UserType } from './viewer.type.js'

@ObjectType('Session', { description: 'A browser in which the viewer is signed in.', simpleResolvers: true })
export class SessionType {
  @Field(() => ID, { description: 'Opaque; says nothing of the cookie.' })
  id!: string

  @Field(() => Date, { description: 'When it was started.' })
  startedAt!: Date

  @Field(() => Date, { description: 'When it was last used, to the minute.' })
  lastUsedAt!: Date

  @Field(() => String, { nullable: true, description: 'IP address that it was started from; null: unknown.' })
  ip!: string | null

  @Field(() => String, { nullable: true, description: 'Browser, such as Firefox; null: none that is known.' })
  browser!: string | null

  @Field(() => String, { nullable: true, description: 'System, such as Linux; null: none that is known.' })
  system!: string | null

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  current!: boolean
}

@ObjectType('SecondFactor', { description: 'The viewer’s second factor: an authenticator app.', simpleResolvers: true })
export class SecondFactorType {
  @Field(() => Boolean, { description: 'Whether signing in asks for it.' })
  enabled!: boolean

  @Field(() => Date, { nullable: true, description: 'Since when; null: it is off.' })
  since!: Date | null

  @Field(() => Int, { description: 'Recovery codes that were not used yet, of 10.' })
  recoveryCodesLeft!: number
}

@ObjectType('AccountPayload', { description: 'Answer to a change of one’s own account.' })
export class AccountPayload extends Payload {
  @Field(() => UserType, { nullable: true, description: 'The person; null where it was refused.' })
  user!: UserType | null
}

@ObjectType('ResetPasswordPayload', { description: 'Answer to a new password by a link. It signs nobody in.' })
export class ResetPasswordPayload extends Payload {
  @Field(() => Boolean, { description: 'Whether the new password is valid now.' })
  done!: boolean
}

@ObjectType('EnrolSecondFactorPayload', {
  description: 'What an authenticator app needs to know. In this answer alone.',
})
export class EnrolSecondFactorPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'The key in base32, to be typed; null where it was refused.' })
  secret!: string | null

  @Field(() => String, { nullable: true, description: 'The same as otpauth:// URI, for a QR code.' })
  uri!: string | null
}

@ObjectType('RecoveryCodesPayload', { description: 'Answer to turning a second factor on, or to new recovery codes.' })
export class RecoveryCodesPayload extends Payload {
  @Field(() => [String], {
    description:
      'Ten codes, each of which stands in for the app once. In this answer alone; empty where it was refused.',
  })
  recoveryCodes!: readonly string[]
}
