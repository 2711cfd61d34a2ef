import { domainNewsMail, negotiateLocale } from '@mailroom/messages'
import { isoTime, type Clock } from '../../adapters/clock.js'
import type { Mailer } from '../../adapters/mail/mailer.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import { sql } from '../../database/sql.js'
import { loadMembersToTell, type Recipient } from '../access/members-to-tell.read-model.js'
import { DomainNoticeEntity } from './domain-notice.entity.js'
import { loadDomains, type DomainRow } from './domain.read-model.js'

const MINUTE = 60_000
/** How long after each failed try the next one is; after the last one a notice is given up. */
const PAUSES = [1, 5, 30, 120, 720].map((minutes) => minutes * MINUTE)

/** A notice that is due, and whose it is. */
export interface NoticeRef {
  readonly organisationId: string
  readonly noticeId: string
}

export interface DomainNewsDeps {
  readonly database: Database
  readonly mailer: Mailer
  readonly clock: Clock
  /** The address of the console, without a slash at its end. */
  readonly url: () => string
}

/**
 * Tells members by mail what happened to domains, each change once (R-DOM-15). A notice is taken before the mail is
 * sent: should the server die in between, the mail is not sent again, for it may have arrived.
 */
export class DomainNews {
  constructor(private readonly deps: DomainNewsDeps) {}

  /** Notices whose time has come, the oldest first. */
  due(limit: number): Promise<NoticeRef[]> {
    const { clock, database } = this.deps
    return database.readInstallation().all<NoticeRef>(
      sql`select "organisationId", id as "noticeId" from domain_notice where "nextAt" <= ${isoTime(clock.now())}
          order by "nextAt" limit ${limit}`,
    )
  }

  /** Sends one notice; a mail that the relay does not take is tried again later, and its failure is thrown. */
  async tell(scope: TenantScope, noticeId: string): Promise<void> {
    const { database, mailer } = this.deps
    const notice = await this.#take(scope, noticeId)
    if (!notice) return
    const rows = database.read(scope)
    const [domain] = await loadDomains(rows, [notice.domainId])
    const members = await loadMembersToTell(rows, 'routing:email:manage')
    const recipient = members.find(({ userId }) => userId === notice.userId)
    if (!domain || !recipient) return
    try {
      await mailer.send({ to: recipient.email, ...(await this.#mail(scope, domain, recipient, notice)) })
    } catch (reason) {
      await this.#later(scope, notice)
      throw reason
    }
    await this.#keep(scope, noticeId, { toldAt: isoTime(this.deps.clock.now()) })
  }

  /** The notice, if it is still waiting: from now on it is nobody else's. */
  #take(scope: TenantScope, noticeId: string): Promise<DomainNoticeEntity | null> {
    return this.deps.database.write(scope, async (uow) => {
      const notice = await uow.of(DomainNoticeEntity).get(noticeId)
      if (!notice || notice.nextAt === null) return null
      const attempts = notice.attempts + 1
      await uow.of(DomainNoticeEntity).keep({ id: noticeId }, { attempts, nextAt: null })
      return { ...notice, attempts }
    })
  }

  async #mail(scope: TenantScope, domain: DomainRow, { locale }: Recipient, { changes }: DomainNoticeEntity) {
    const organisation = await this.deps.database
      .readInstallation()
      .first<{ slug: string }>(sql`select slug from organisation where id = ${scope.organisationId}`)
    const url = `${this.deps.url()}/o/${organisation?.slug ?? ''}/domains/${domain.name}/dns`
    return domainNewsMail({ domain: domain.displayName, changes, url }, negotiateLocale(locale))
  }

  async #later(scope: TenantScope, { id, attempts }: DomainNoticeEntity): Promise<void> {
    const pause = PAUSES[attempts - 1]
    if (pause !== undefined) await this.#keep(scope, id, { nextAt: isoTime(this.deps.clock.now() + pause) })
  }

  async #keep(scope: TenantScope, id: string, patch: Partial<Pick<DomainNoticeEntity, 'nextAt' | 'toldAt'>>) {
    await this.deps.database.write(scope, (uow) => uow.of(DomainNoticeEntity).keep({ id }, patch))
  }
}
