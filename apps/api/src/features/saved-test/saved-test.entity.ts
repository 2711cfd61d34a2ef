import type { ExpectedOutcome, SavedMail } from '@mailroom/core'
import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** A mail with what is expected to become of it. It refers to nothing that it keeps from being deleted. */
@Entity('saved_test')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
export class SavedTestEntity extends VersionedEntity {
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  /** May be the mail of a person: in the export, never in the audit log. */
  @Column('simple-json')
  mail!: SavedMail

  @Column('simple-json')
  expected!: readonly ExpectedOutcome[]
}
