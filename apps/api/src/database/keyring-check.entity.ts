import { Column, Entity, PrimaryColumn } from 'typeorm'
import { SORTED } from './tenant.entity.js'

/** A sealed word: only the keyring that seals this database's secrets opens it. One row. */
@Entity('keyring_check')
export class KeyringCheckEntity {
  @PrimaryColumn(SORTED)
  id!: string

  @Column('text')
  envelope!: string
}
