import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { OfOrganisation, SORTED } from '../../database/tenant.entity.js'

/** What can be restored, by type in the contract (R-DEL-1). */
export const RESTORABLE = ['EmailAddress', 'Queue', 'Flow', 'Skill', 'Language', 'CannedResponse'] as const
export type RestorableType = (typeof RESTORABLE)[number]

/** The row of what was deleted, and those that went with it by their kind. */
export interface DeletedRows {
  readonly row: Readonly<Record<string, unknown>>
  readonly parts: Readonly<Record<string, readonly object[]>>
}

/**
 * Something that was deleted and can be restored (R-DEL-1). Its own rows are gone from their tables, so that nothing
 * finds it by accident; what they held is here, and nothing but restoring reads it.
 */
@Entity('deleted_item')
@Index(['organisationId', 'deletedAt'])
@Index(['organisationId', 'entityType', 'nameKey'])
@Index(['deletedAt'])
@OfOrganisation()
export class DeletedItemEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  entityId!: string

  @Column('text')
  entityType!: RestorableType

  @Column('text')
  name!: string

  /** Of its name, to find what is about to be made anew. */
  @Column({ ...SORTED, default: '' })
  nameKey!: string

  /** Its row, and the rows that went with it. */
  @Column('simple-json')
  content!: DeletedRows

  @Column(SORTED)
  deletedAt!: string

  /** The person who did it; null: the installation itself. */
  @Column('text', { nullable: true })
  deletedBy!: string | null
}
