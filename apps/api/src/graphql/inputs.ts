import { Field, ID, InputType, Int } from 'type-graphql'

/** What every create takes. */
@InputType()
export abstract class CreateInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'All checks, nothing stored; a placeholder for the id.',
  })
  dryRun?: boolean | null

  @Field(() => String, {
    nullable: true,
    description:
      'The same key and body give the same answer for 24 h; another body is refused (IDEMPOTENCY_KEY_REUSED).',
  })
  idempotencyKey?: string | null
}

/** What every create inside an organisation takes. */
@InputType()
export abstract class CreateInOrganisationInput extends CreateInput {
  @Field(() => ID, { description: 'The organisation that gets it.' })
  organizationId!: string
}

/** What every update takes. */
@InputType()
export abstract class UpdateInput {
  @Field(() => ID, { description: 'What to change.' })
  id!: string

  @Field(() => Int, { description: 'The version that the caller has seen; another one is STALE_VERSION.' })
  expectedVersion!: number

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'All checks, nothing stored.' })
  dryRun?: boolean | null
}

@InputType('DeleteEntityInput', { description: 'What to delete.' })
export class DeleteEntityInput {
  @Field(() => ID, { description: 'What to delete.' })
  id!: string

  @Field(() => Int, { description: 'The version that the caller has seen; another one is STALE_VERSION.' })
  expectedVersion!: number

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'All checks, nothing deleted.' })
  dryRun?: boolean | null
}
