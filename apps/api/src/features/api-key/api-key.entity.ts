import type { Permission } from '@mailroom/core'
import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** A key that programs call the API with. */
@Entity('api_key')
@Index(['organisationId', 'nameKey'], { unique: true })
@Index(['keyId'], { unique: true })
@OfOrganisation()
export class ApiKeyEntity extends VersionedEntity {
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  /** The part of the key that it is looked up by; no secret. */
  @Column(SORTED)
  keyId!: string

  /** The key's last characters, to tell the secrets of a rolled key apart. */
  @Column('text')
  lastFour!: string

  /** SHA-256 of the whole key, in hex. */
  @Column('text')
  secretHash!: string

  /** That of before the last roll, valid until `previousUntil`. */
  @Column('text', { nullable: true })
  previousHash!: string | null

  @Column('text', { nullable: true })
  previousUntil!: string | null

  @Column('simple-json')
  permissions!: readonly Permission[]

  /** Whether it may resolve recipients over all organisations. */
  @Column('boolean')
  operator!: boolean

  @Column('text')
  expiresAt!: string

  /** To the minute. */
  @Column('text', { nullable: true })
  lastUsedAt!: string | null

  /** Whoever made or last rolled it: it may no more than they. Null: made before this was kept. */
  @Column({ ...SORTED, nullable: true })
  makerId!: string | null

  /** As the maker was called then. */
  @Column('text', { nullable: true })
  makerName!: string | null
}
