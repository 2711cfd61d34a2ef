import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, TenantEntity } from '../../database/tenant.entity.js'

/** What happened to the thing. */
export type AuditAction = 'CREATED' | 'UPDATED' | 'DELETED' | 'RESTORED'

/** A column before and after; secrets are masked. */
export interface AuditChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * A change of the configuration, written in the same transaction. Append-only: a trigger refuses every change, and every
 * deletion but that of the whole organisation.
 */
@Entity('audit_entry')
@Index(['organisationId', 'sequence'], { unique: true })
@Index(['organisationId', 'at'])
@Index(['organisationId', 'entityId', 'at'])
@Index(['organisationId', 'entityType', 'at'])
@Index(['organisationId', 'actorId', 'at'])
@OfOrganisation()
export class AuditEntryEntity extends TenantEntity {
  /** 1, 2, 3 … in the organisation. */
  @Column('integer', { default: 0 })
  sequence!: number

  @Column('text')
  at!: string

  @Column('text', { default: 'SYSTEM' })
  actorKind!: 'USER' | 'API_KEY' | 'SYSTEM'

  /** The person or key; null: the installation itself. */
  @Column({ ...SORTED, nullable: true })
  actorId!: string | null

  /** As it was called then. */
  @Column('text', { default: 'system' })
  actor!: string

  @Column('text')
  action!: AuditAction

  /** Table of the thing. */
  @Column('text')
  entityType!: string

  @Column(SORTED)
  entityId!: string

  /** As the thing was called after the change. */
  @Column('text', { nullable: true })
  entityName!: string | null

  @Column('simple-json')
  changes!: readonly AuditChange[]

  @Column('text', { nullable: true })
  ip!: string | null

  @Column('text', { nullable: true })
  requestId!: string | null

  /** `hash` of the entry before; empty: the first. */
  @Column('text', { default: '' })
  prevHash!: string

  /** SHA-256 over all of the above (`linkOf`). */
  @Column('text', { default: '' })
  hash!: string
}
