import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Column, ForeignKey, PrimaryColumn } from 'typeorm'

/** Text that is searched or ordered by: bytewise on both databases. */
export const SORTED = { type: 'text', collation: 'C' } as const

/** A row of one organisation. The organisation is part of the primary key, so no write can reach another's row. */
@ObjectType()
export abstract class TenantEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @Field(() => ID, { description: 'Opaque; carries the organisation.' })
  @PrimaryColumn(SORTED)
  id!: string
}

/** A row that people edit. */
@ObjectType()
export abstract class VersionedEntity extends TenantEntity {
  @Field(() => Int, {
    description: 'Counts changes of settings; an update or delete gives it back as expectedVersion.',
  })
  @Column('integer')
  version!: number

  /** ISO 8601 in UTC, 24 characters. */
  @Column('text')
  createdAt!: string

  @Column('text')
  updatedAt!: string
}

/** A foreign key to a row of the same organisation. CASCADE: the row goes with what it belongs to. */
export function References(
  table: string,
  column: string,
  onDelete: 'CASCADE' | 'NO ACTION' = 'NO ACTION',
): ClassDecorator {
  return ForeignKey(table, ['organisationId', column], ['organisationId', 'id'], { onDelete })
}

/** Everything of an organisation goes with it. */
export function OfOrganisation(): ClassDecorator {
  return ForeignKey('organisation', ['organisationId'], ['id'], { onDelete: 'CASCADE' })
}
