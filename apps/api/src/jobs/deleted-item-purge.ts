import { goneForGood } from '@mailroom/core'
import type { Logger } from 'pino'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import { ResetLinkEntity } from '../features/access/account.entity.js'
import { InvitationEntity } from '../features/access/invitation.entity.js'
import { DeletedItemEntity } from '../features/deleted-item/deleted-item.entity.js'
import { ReservedNameEntity } from '../features/organisation/organisation.entity.js'

const ROUND_MILLISECONDS = 60 * 60_000

/**
 * At the start and every hour: deletes for good what was deleted 30 days ago (R-DEL-1) and until then nobody saw,
 * invitations that ended as long ago, links for new passwords that have ended and names that are free again (R-ORG-3).
 */
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
        await unit.installation(InvitationEntity).deleteBefore('expiresAt', before)
        await unit.installation(ResetLinkEntity).deleteBefore('expiresAt', isoTime(now))
        await unit.installation(ReservedNameEntity).deleteBefore('reservedUntil', isoTime(now))
        await unit.all(sql`delete from rate_limit where expire < ${now}`)
      })
    } catch (err) {
      this.log.error({ err }, 'Deleted things could not be purged')
    } finally {
      await release()
    }
  }
}
