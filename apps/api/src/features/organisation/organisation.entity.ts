import type { Edition, Limits, OrganisationSettings } from '@mailroom/core'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { SORTED } from '../../database/tenant.entity.js'

/** A tenant. */
@Entity('organisation')
@Index(['slug'], { unique: true })
@Index(['nameKey'])
export class OrganisationEntity {
  @PrimaryColumn(SORTED)
  id!: string

  @Column(SORTED)
  slug!: string

  @Column('text')
  name!: string

  /** The name in lower case, for search and order. */
  @Column(SORTED)
  nameKey!: string

  @Column('text')
  edition!: Edition

  @Column('simple-json')
  limits!: Limits

  @Column('simple-json')
  settings!: OrganisationSettings

  /** Since when the operator has suspended it; null: it is not. */
  @Column('text', { nullable: true })
  suspendedAt!: string | null

  @Column('integer')
  version!: number

  @Column('text')
  createdAt!: string

  @Column('text')
  updatedAt!: string
}

/** A slug or platform name that was given up: for 90 days it comes back only to the organisation that had it (R-ORG-3). */
@Entity('reserved_name')
export class ReservedNameEntity {
  @PrimaryColumn(SORTED)
  kind!: 'SLUG' | 'PLATFORM_NAME'

  @PrimaryColumn(SORTED)
  name!: string

  @Column('text')
  organisationId!: string

  @Column('text')
  reservedUntil!: string
}
