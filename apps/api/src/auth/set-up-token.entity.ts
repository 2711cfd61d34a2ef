import { Column, Entity, PrimaryColumn } from 'typeorm'
import { SORTED } from '../database/tenant.entity.js'

/** A token that opens the set-up page; whichever process issued it, any of them takes it. */
@Entity('set_up_token')
export class SetUpTokenEntity {
  @PrimaryColumn(SORTED)
  tokenHash!: string

  /** ISO 8601 in UTC, 24 characters. */
  @Column(SORTED)
  createdAt!: string
}
