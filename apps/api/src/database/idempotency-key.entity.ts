import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { SORTED } from './tenant.entity.js'

/** The answer to a create with an `idempotencyKey`, kept for 24 h. */
@Entity('idempotency_key')
@Index(['createdAt'])
export class IdempotencyKeyEntity {
  /** The organisation, or the person where there is none yet. */
  @PrimaryColumn(SORTED)
  owner!: string

  @PrimaryColumn(SORTED)
  key!: string

  /** SHA-256 of the mutation's name and input. */
  @Column('text')
  fingerprint!: string

  /** What was made, and the problems that came along. */
  @Column('text')
  answer!: string

  @Column(SORTED)
  createdAt!: string
}
