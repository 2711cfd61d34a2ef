import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'

export enum AuditActorKindType {
  USER = 'USER',
  API_KEY = 'API_KEY',
  SYSTEM = 'SYSTEM',
}
registerEnumType(AuditActorKindType, {
  name: 'AuditActorKind',
  description: 'What kind of actor it was.',
  valuesConfig: {
    USER: { description: 'A person.' },
    API_KEY: { description: 'A program with an API key.' },
    SYSTEM: { description: 'The installation itself: a check of DNS, the first start.' },
  },
})

@ObjectType('AuditChange', { description: 'A field before and after.', simpleResolvers: true })
export class AuditChangeType {
  @Field(() => String, { description: 'Its name.' })
  field!: string

  @Field(() => String, { nullable: true, description: 'As text; what is no text as JSON. A secret is ***.' })
  before!: string | null

  @Field(() => String, { nullable: true, description: 'As text; what is no text as JSON. A secret is ***.' })
  after!: string | null

  @Field(() => String, {
    nullable: true,
    description: '`before` with names instead of ids: as things are called now, or were called last.',
  })
  beforeText!: string | null

  @Field(() => String, {
    nullable: true,
    description: '`after` with names instead of ids: as things are called now, or were called last.',
  })
  afterText!: string | null
}

@ObjectType('AuditEntry', {
  description: 'A change of the configuration. Written with the change itself; nobody can change or delete it.',
  simpleResolvers: true,
})
export class AuditEntryType {
  @Field(() => ID, { description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => Int, { description: 'Counts the entries of the organisation: 1, 2, 3 …' })
  sequence!: number

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date

  @Field(() => String, {
    description: 'Who, as they were called then: a name and e-mail address, `key:` and a name, or `system`.',
  })
  actor!: string

  @Field(() => AuditActorKindType, { description: 'What kind of actor that is.' })
  actorKind!: string

  @Field(() => ID, { nullable: true, description: 'Of the person or API key; null: the installation itself.' })
  actorId!: string | null

  @Field(() => String, { description: 'CREATED, UPDATED, DELETED or RESTORED.' })
  action!: string

  @Field(() => String, { description: 'The type of the thing: EmailAddress, Queue, ApiKey.' })
  entityType!: string

  @Field(() => ID, { description: 'The thing; it may be gone.' })
  entityId!: string

  @Field(() => String, {
    nullable: true,
    description: 'What the thing was called after the change; a member as the person is.',
  })
  entityName!: string | null

  @Field(() => String, { nullable: true, description: 'Address that the request came from.' })
  ip!: string | null

  @Field(() => String, { nullable: true, description: 'The request that did it: entries of one request share it.' })
  requestId!: string | null

  @Field(() => [AuditChangeType], {
    description: 'What changed. Hidden recipients only with routing:email:manage (R-OUT-2).',
  })
  changes!: readonly AuditChangeType[]
}

export const AuditEntryConnection = connectionType('AuditEntry', () => AuditEntryType, 'entries')
