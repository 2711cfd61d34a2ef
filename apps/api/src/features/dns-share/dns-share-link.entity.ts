import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, References, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** A link that shows a domain's records to whoever has it; it is gone when it is revoked. */
@Entity('dns_share_link')
@Index(['organisationId', 'domainId'])
@Index(['codeHash'], { unique: true })
@OfOrganisation()
@References('domain', 'domainId', 'CASCADE')
export class DnsShareLinkEntity extends VersionedEntity {
  @Column(SORTED)
  domainId!: string

  /** Of the domain, A-label form: what the link is called in the audit log. */
  @Column('text')
  name!: string

  /** Who made it, readable. */
  @Column('text')
  createdBy!: string

  /** SHA-256 of the code in the link, in hex. */
  @Column(SORTED)
  codeHash!: string

  @Column('text')
  expiresAt!: string

  /** When its page was opened last, to the minute; null: never. */
  @Column('text', { nullable: true })
  openedAt!: string | null
}
