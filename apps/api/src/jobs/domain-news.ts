import { setTimeout as delay } from 'node:timers/promises'
import { TenantScope } from '../auth/tenant-scope.js'
import type { NoticeRef } from '../features/domain/domain-news.js'

const TICK_MILLISECONDS = 2000
const AT_ONCE = 20
/** How long a mail that is on its way may keep the server from stopping. */
const STOP_MILLISECONDS = 3000

/** What the round needs to know and do. */
export interface NewsTelling {
  due(limit: number): Promise<readonly NoticeRef[]>
  tell(scope: TenantScope, noticeId: string): Promise<void>
}

/** Sends the mails about domains that are due, one after the other; what waits is in the database. */
export class DomainNewsRounds {
  #timer: NodeJS.Timeout | undefined
  #isStopping = false
  #round: Promise<void> | undefined

  constructor(
    private readonly news: NewsTelling,
    /** Something failed; null: looking for what is due did. */
    private readonly failed: (notice: NoticeRef | null, reason: unknown) => void,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.round(), TICK_MILLISECONDS)
  }

  /** Everything that is due now; a round that is under way goes on instead. */
  round(): Promise<void> {
    this.#round ??= this.#tellAll().finally(() => (this.#round = undefined))
    return this.#round
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#isStopping = true
    await Promise.race([this.#round, delay(STOP_MILLISECONDS, undefined, { ref: false })])
  }

  async #tellAll(): Promise<void> {
    try {
      for (const notice of await this.news.due(AT_ONCE)) {
        if (this.#isStopping) return
        await this.#tell(notice)
      }
    } catch (reason) {
      this.failed(null, reason)
    }
  }

  async #tell(notice: NoticeRef): Promise<void> {
    try {
      await this.news.tell(TenantScope.issue(notice.organisationId, null), notice.noticeId)
    } catch (reason) {
      if (!this.#isStopping) this.failed(notice, reason)
    }
  }
}
