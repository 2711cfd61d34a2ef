import { API_KEY_DEFAULT_DAYS, API_KEY_MOST_DAYS, API_KEY_MOST_OVERLAP_HOURS } from '@mailroom/core'
import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql'
import { CreateInOrganisationInput } from '../../graphql/inputs.js'

const EXPIRY = `at most ${API_KEY_MOST_DAYS} days from now; else API_KEY_EXPIRY`
const PASSWORD = {
  nullable: true,
  description:
    'The caller’s own password, asked for by REAUTHENTICATION_REQUIRED an hour after they signed in (PASSWORD_WRONG). Never needed with an API key.',
}
const SECOND_FACTOR = {
  nullable: true,
  description: 'With the password, where a second factor is on: a code of it, or a recovery code.',
}

@InputType('CreateApiKeyInput', { description: 'A new API key.' })
export class CreateApiKeyInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => [String], {
    description:
      'What it may do (R-ORG-6): nothing that its maker may not (PERMISSION_NOT_OWN). At least one, but for an operator’s key.',
  })
  permissions!: string[]

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: `When it ends: ${EXPIRY}. Left out: in ${API_KEY_DEFAULT_DAYS} days.`,
  })
  expiresAt?: Date | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether it may also ask `resolveRecipient` about every organisation. Operators alone make such a key.',
  })
  operator?: boolean | null

  @Field(() => String, PASSWORD)
  password?: string | null

  @Field(() => String, SECOND_FACTOR)
  secondFactor?: string | null
}

@InputType('RollApiKeyInput', { description: 'A new secret for a key.' })
export class RollApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  id!: string

  @Field(() => Int, {
    nullable: true,
    defaultValue: 24,
    description: `For how many hours the secret of now stays valid, 0 to ${API_KEY_MOST_OVERLAP_HOURS}; one before that ends at once.`,
  })
  overlapHours?: number | null

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: `When the new secret ends: ${EXPIRY}. Left out: as the key did.`,
  })
  expiresAt?: Date | null

  @Field(() => String, {
    nullable: true,
    description:
      'The same key and body give the same answer for 24 h; another body is refused (IDEMPOTENCY_KEY_REUSED).',
  })
  idempotencyKey?: string | null

  @Field(() => String, PASSWORD)
  password?: string | null

  @Field(() => String, SECOND_FACTOR)
  secondFactor?: string | null
}
