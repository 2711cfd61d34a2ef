import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { SORTED } from '../../database/tenant.entity.js'

/** An authenticator app of a person. */
@Entity('second_factor')
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
export class SecondFactorEntity {
  @PrimaryColumn(SORTED)
  userId!: string

  /** Sealed; null: none is in use yet. */
  @Column('text', { nullable: true })
  seed!: string | null

  /** Sealed: of an app that is being set up. */
  @Column('text', { nullable: true })
  pendingSeed!: string | null

  /** The period of the last code that was used: none of it or before works again. */
  @Column('integer')
  lastStep!: number

  /** Since when it is asked for; null: it is not. */
  @Column('text', { nullable: true })
  confirmedAt!: string | null
}

/** A code that stands in for the app once. */
@Entity('recovery_code')
@Index(['userId'])
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
export class RecoveryCodeEntity {
  /** SHA-256 of person and code, in hex. */
  @PrimaryColumn(SORTED)
  codeHash!: string

  @Column(SORTED)
  userId!: string
}

/** A link that sets a new password once. */
@Entity('reset_link')
@Index(['userId'])
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
export class ResetLinkEntity {
  /** SHA-256 of the code in the link, in hex. */
  @PrimaryColumn(SORTED)
  codeHash!: string

  @Column(SORTED)
  userId!: string

  @Column('text')
  expiresAt!: string
}

/** A browser by which a person has signed in before. */
@Entity('known_device')
@Index(['userId'])
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
export class KnownDeviceEntity {
  /** SHA-256 of the cookie's value, in hex. */
  @PrimaryColumn(SORTED)
  tokenHash!: string

  @PrimaryColumn(SORTED)
  userId!: string

  @Column('text')
  createdAt!: string
}
