import { apiKeyPrefix } from '@mailroom/core'
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql'
import type { DirectoryApiKey } from '../../database/directory.js'
import { Payload } from '../../graphql/payload.type.js'

@ObjectType('ApiKey', {
  description: 'What a program calls the API with: `Authorization: Bearer <key>`. Belongs to one organisation.',
  simpleResolvers: true,
})
export class ApiKeyType {
  @Field(() => ID, { description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => String, { description: 'How the key begins: product, environment and id. No secret.' })
  prefix!: string

  @Field(() => String, { description: 'How it ends: tells the secrets of a rolled key apart.' })
  lastFour!: string

  @Field(() => [String], { description: 'Keys of what it may do (R-ORG-6).' })
  permissions!: readonly string[]

  @Field(() => [String], {
    description:
      'What it may do now: of `permissions` nothing that its maker may not any more. Empty while it is stopped.',
  })
  effectivePermissions!: readonly string[]

  @Field(() => String, {
    nullable: true,
    description: 'Who made or last rolled it, as they were called then; null: made before that was kept.',
  })
  maker!: string | null

  @Field(() => Boolean, {
    description:
      'Whether it is refused because its maker is suspended or no member any more. Whoever rolls it takes it over.',
  })
  stopped!: boolean

  @Field(() => Boolean, { description: 'Whether it may ask `resolveRecipient` about every organisation.' })
  operator!: boolean

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it ends, a year after it was made at the latest.',
  })
  expiresAt!: Date | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'To the minute; null: never.' })
  lastUsedAt!: Date | null

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'After it was rolled: until when the secret before is valid too.',
  })
  previousSecretUntil!: Date | null
}

@ObjectType('ApiKeyPayload', { description: 'Answer to making or rolling an API key.' })
export class ApiKeyPayload extends Payload {
  @Field(() => ApiKeyType, { nullable: true, description: 'The key; null where it was refused.' })
  apiKey!: ApiKeyType | null

  @Field(() => String, {
    nullable: true,
    description:
      'The key itself, shown this once: only its hash is kept. With an idempotencyKey the same answer comes again for 24 h (sealed until then). Null where it was refused, and in a dry run.',
  })
  secret!: string | null
}

/** A key as the wire has it. */
export function toApiKey({ keyId, expiresAt, lastUsedAt, previousUntil, ...key }: DirectoryApiKey): ApiKeyType {
  const { id, name, lastFour, permissions, operator, makerName, held } = key
  return {
    ...{ id, name, lastFour, permissions, operator },
    ...{ maker: makerName, effectivePermissions: held ?? [], stopped: held === null },
    prefix: apiKeyPrefix(keyId),
    expiresAt: new Date(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
    previousSecretUntil: previousUntil === null ? null : new Date(previousUntil),
  }
}
