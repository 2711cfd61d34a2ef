import type { SmtpServer, SmtpTestResult } from '@mailroom/core'
import { Check, Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** An SMTP server of an organisation (R-SMTP-1). */
@Entity('smtp_server')
@Index(['organisationId', 'nameKey'], { unique: true })
@Check('ck_smtp_server_password', `"password" IS NULL OR "security" <> 'NONE'`)
@OfOrganisation()
export class SmtpServerEntity extends VersionedEntity {
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  @Column('text')
  host!: string

  @Column('integer')
  port!: number

  @Column('text')
  security!: SmtpServer['security']

  @Column('text', { nullable: true })
  user!: string | null

  /** An envelope of the keyring; null: none. */
  @Column('text', { nullable: true })
  password!: string | null

  @Column('integer')
  maxMessageBytes!: number

  @Column('boolean')
  keepAlive!: boolean

  @Column('integer')
  idleSeconds!: number

  /** The last test since its last change (R-DOM-12); null: none. */
  @Column('text', { nullable: true })
  lastTestedAt!: string | null

  @Column('text', { nullable: true })
  lastTestResult!: SmtpTestResult | null
}
