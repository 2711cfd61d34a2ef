import { Column, Entity, PrimaryColumn } from 'typeorm'
import { SORTED } from '../database/tenant.entity.js'

/** What limiters have counted, where several processes count together. The order of the columns is the limiters'. */
@Entity('rate_limit')
export class RateLimitEntity {
  /** Name of the limiter and what it counts by. */
  @PrimaryColumn(SORTED)
  key!: string

  @Column('integer')
  points!: number

  /** Milliseconds since 1970; from then on the count is nothing. */
  @Column('bigint', { nullable: true })
  expire!: number | null
}
