import { goneForGood } from '@mailroom/core'
import type { Logger } from 'pino'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import { DeletedItemEntity } from '../features/deleted-item/deleted-item.entity.js'

const ROUND_MILLISECONDS = 60 * 60_000

/** Deletes for good what was deleted 30 days ago (R-DEL-1): at the start and every hour. Until then nobody sees it. */
export class DeletedItemPurge {
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Pick<Logger, 'error'>,
  ) {}

  start(): this {
    this.#timer = setInterval(() => void this.round(), ROUND_MILLISECONDS)
    void this.round()
    return this
  }

  /** Never rejects. */
  round(): Promise<void> {
    this.#running = this.#running.then(() => this.#purge())
    return this.#running
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  async #purge(): Promise<void> {
    const now = this.clock.now()
    const before = isoTime(goneForGood(now) + 1)
    const release = await this.database.shared.claim('purge')
    if (!release) return
    try {
      await this.database.writeInstallation(async (unit) => {
        await unit.installation(DeletedItemEntity).deleteBefore('deletedAt', before)
        await unit.all(sql`delete from rate_limit where expire < ${now}`)
      })
    } catch (err) {
      this.log.error({ err }, 'Deleted things could not be purged')
    } finally {
      await release()
    }
  }
}
