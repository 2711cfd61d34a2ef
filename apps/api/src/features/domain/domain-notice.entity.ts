import type { RecordChange } from '@mailroom/core'
import { Column, Entity, ForeignKey, Index } from 'typeorm'
import { OfOrganisation, References, SORTED, TenantEntity } from '../../database/tenant.entity.js'

/** What a member is still to be told by mail, or was told: written in the unit of the change itself (R-DOM-15). */
@Entity('domain_notice')
@Index(['nextAt'])
@Index(['organisationId', 'domainId'])
@Index(['userId'])
@OfOrganisation()
@References('domain', 'domainId', 'CASCADE')
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
export class DomainNoticeEntity extends TenantEntity {
  @Column(SORTED)
  domainId!: string

  @Column(SORTED)
  userId!: string

  @Column('simple-json')
  changes!: readonly RecordChange[]

  /** How often the relay was tried. */
  @Column('integer')
  attempts!: number

  /** When the mail goes out; null: it is on its way, or was told or given up. */
  @Column({ ...SORTED, nullable: true })
  nextAt!: string | null

  /** When the relay took it. */
  @Column({ ...SORTED, nullable: true })
  toldAt!: string | null
}
