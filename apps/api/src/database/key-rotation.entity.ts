import { Column, Entity, PrimaryColumn } from 'typeorm'
import { SORTED } from './tenant.entity.js'

/** How far the secrets are sealed anew by a key, so that a restart goes on there. One row a key of the keyring. */
@Entity('key_rotation')
export class KeyRotationEntity {
  @PrimaryColumn(SORTED)
  kid!: string

  /** The column under way, as `table.column`; null: none yet. */
  @Column('text', { nullable: true })
  at!: string | null

  /** The key of the last row there that is done, as a JSON array; null: none yet. */
  @Column('text', { nullable: true })
  after!: string | null

  /** When nothing was left that a former key has sealed. */
  @Column('text', { nullable: true })
  finishedAt!: string | null
}
