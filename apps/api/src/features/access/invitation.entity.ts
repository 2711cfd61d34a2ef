import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, References, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** How well an invited person has a skill or speaks a language. */
export interface InvitedAbility {
  readonly id: string
  readonly proficiency: number
}

/** An invitation that nobody has accepted yet; it is gone when somebody has. */
@Entity('invitation')
@Index(['organisationId', 'nameKey'], { unique: true })
@Index(['organisationId', 'roleId'])
@Index(['codeHash'], { unique: true })
@OfOrganisation()
@References('role', 'roleId', 'CASCADE')
export class InvitationEntity extends VersionedEntity {
  @Column('text')
  email!: string

  /** The e-mail address in lower case. */
  @Column(SORTED)
  nameKey!: string

  /** Of the person, who may change it. */
  @Column('text', { nullable: true })
  name!: string | null

  @Column(SORTED)
  roleId!: string

  @Column('simple-json')
  skills!: readonly InvitedAbility[]

  @Column('simple-json')
  languages!: readonly InvitedAbility[]

  /** Who invited last, readable. */
  @Column('text')
  invitedBy!: string

  /** SHA-256 of the code in the link, in hex. */
  @Column(SORTED)
  codeHash!: string

  @Column('text')
  expiresAt!: string
}
