import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, TenantEntity } from '../../database/tenant.entity.js'

/** What happened to the thing. */
export type AuditAction = 'CREATED' | 'UPDATED' | 'DELETED'

/** A column before and after; secrets are masked. */
export interface AuditChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** A change of the configuration, written in the same transaction. Append-only. */
@Entity('audit_entry')
@Index(['organisationId', 'entityId'])
@OfOrganisation()
export class AuditEntryEntity extends TenantEntity {
  @Column('text')
  at!: string

  /** The person who did it; null: the installation itself. */
  @Column('text', { nullable: true })
  userId!: string | null

  @Column('text')
  action!: AuditAction

  /** Table of the thing. */
  @Column('text')
  entityType!: string

  @Column(SORTED)
  entityId!: string

  @Column('simple-json')
  changes!: readonly AuditChange[]
}
