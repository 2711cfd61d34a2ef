import type {
  DkimPublicKey,
  DkimRotation,
  DnsZone,
  DomainEvent,
  DomainType,
  DnsStatus,
  Reception,
  RecordKey,
  RecordState,
  SenderType,
} from '@mailroom/core'
import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, References, SORTED, TenantEntity, VersionedEntity } from '../../database/tenant.entity.js'

/** Which domain of which organisation. */
export interface DomainRef {
  readonly organisationId: string
  readonly domainId: string
}

/** A DKIM key; the private half is an envelope of the keyring. */
export interface StoredDkimKey extends DkimPublicKey {
  readonly privateKey: string
}

/** A mail domain of an organisation. */
@Entity('domain')
@Index(['organisationId', 'name'], { unique: true })
@Index(['name'])
@Index(['verifiedName'], { unique: true })
@Index(['nextCheckAt'])
@Index(['organisationId', 'smtpServerId'])
@OfOrganisation()
@References('smtp_server', 'smtpServerId')
export class DomainEntity extends VersionedEntity {
  /** A-label form (R-DOM-2). */
  @Column(SORTED)
  name!: string

  /** Unicode form. */
  @Column('text')
  displayName!: string

  @Column('text')
  type!: DomainType

  @Column('text')
  sender!: SenderType

  /** Who sends under SMTP (R-DOM-4); null: the platform. */
  @Column({ ...SORTED, nullable: true })
  smtpServerId!: string | null

  /** Host of that server, whose addresses the domain's SPF is checked for (R-DOM-9). Kept by its writes. */
  @Column('text', { nullable: true })
  smtpHost!: string | null

  /** Whether the last test of that server since its last change was OK (R-DOM-12). Kept by its writes and tests. */
  @Column('boolean', { nullable: true })
  smtpTestOk!: boolean | null

  /** Whether that server makes the DKIM signature (R-OUT-7). */
  @Column('boolean', { nullable: true })
  serverSigns!: boolean

  @Column('text')
  reception!: Reception

  @Column('text', { nullable: true })
  mailFromDomain!: string | null

  /** The 26 base32 characters of the ownership record (R-DOM-5). */
  @Column('text')
  ownershipToken!: string

  /** The name again, while this organisation owns it: unique in the installation (R-DOM-3). Platform names too. */
  @Column({ ...SORTED, nullable: true })
  verifiedName!: string | null

  @Column('simple-json')
  dkimKeys!: readonly StoredDkimKey[]

  /** Which of the keys is to sign (R-DOM-7); null: as a domain begins. */
  @Column('simple-json', { nullable: true })
  dkimRotation!: DkimRotation | null

  /** The zone that its records are in; null: DNS never said. */
  @Column('simple-json', { nullable: true })
  dnsZone!: AskedZone | null

  @Column('simple-json')
  recordStates!: readonly RecordState[]

  /** Whether it can send, as of the last write or check (R-DOM-12). Kept for lists of addresses. */
  @Column('boolean')
  sendReady!: boolean

  @Column('boolean')
  receiveReady!: boolean

  /** Kept by the writes of addresses. */
  @Column('integer')
  addressCount!: number

  @Column('text', { nullable: true })
  lastCheckedAt!: string | null

  /** When DNS is asked next (R-DOM-15); null: never. */
  @Column({ ...SORTED, nullable: true })
  nextCheckAt!: string | null
}

/** The zone as DNS said it, and when it was asked. */
export interface AskedZone extends DnsZone {
  readonly askedAt: string
}

/** A line of the domain's timeline, such as a change of a record's state (R-DOM-15). */
@Entity('domain_record_change')
@Index(['organisationId', 'domainId', 'at'])
@Index(['organisationId', 'at'])
@OfOrganisation()
@References('domain', 'domainId', 'CASCADE')
export class DomainRecordChangeEntity extends TenantEntity {
  @Column(SORTED)
  domainId!: string

  /** Null: STATE. */
  @Column('text', { nullable: true })
  event!: DomainEvent | null

  @Column('text')
  key!: RecordKey

  /** Name of the record; null in lines that are older than this column. */
  @Column('text', { nullable: true })
  host!: string | null

  @Column('text')
  from!: DnsStatus

  @Column('text')
  to!: DnsStatus

  @Column('simple-json')
  found!: readonly string[]

  /** The name that the answer belongs to, and who gave it. */
  @Column('text', { nullable: true })
  foundAt!: string | null

  @Column('text', { nullable: true })
  source!: string | null

  @Column('text')
  at!: string
}
