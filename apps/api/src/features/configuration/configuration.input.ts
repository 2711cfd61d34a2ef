import { Field, ID, InputType } from 'type-graphql'

@InputType('PlanConfigurationInput', { description: 'A configuration file that is to be looked at.' })
export class PlanConfigurationInput {
  @Field(() => ID, { description: 'The organisation.' })
  organizationId!: string

  @Field(() => String, { description: 'The file, in YAML 1.2; at most 8 MB. See docs/configuration-file.md.' })
  yaml!: string
}

@InputType('ApplyConfigurationInput', { description: 'A configuration file that was planned.' })
export class ApplyConfigurationInput extends PlanConfigurationInput {
  @Field(() => String, { description: 'That of the plan; CONFIGURATION_MOVED where anything has changed since.' })
  fingerprint!: string

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Consent to what the plan deletes; without it such a file is refused: DELETIONS_UNCONFIRMED.',
  })
  allowDeletes?: boolean | null

  @Field(() => String, {
    nullable: true,
    description:
      'The same key and body give the same answer for 24 h; another body is refused (IDEMPOTENCY_KEY_REUSED).',
  })
  idempotencyKey?: string | null
}
