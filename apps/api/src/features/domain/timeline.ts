import {
  isNews,
  TIMELINE_KEPT,
  type DnsStatus,
  type DomainEvent,
  type RecordChange,
  type RecordState,
} from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { loadMembersToTell } from '../access/members-to-tell.read-model.js'
import type { AuditChange } from '../audit/audit-entry.entity.js'
import { DomainNoticeEntity } from './domain-notice.entity.js'
import { DomainRecordChangeEntity, type DomainEntity } from './domain.entity.js'

/** Stored values of one record: more is shown to nobody. */
const VALUES_KEPT = 20
const LONGEST_KEPT = 1024
/** What happens within this time of each other is one mail. */
const GATHER_MILLISECONDS = 5000
/** A domain whose records flicker is written about this often at most. */
const BETWEEN_MILLISECONDS = 10 * 60_000
const NOTICE_CHANGES = 50
const NOTICES_KEPT_MILLISECONDS = 30 * 24 * 60 * 60_000

/** Values as they are stored. */
export function boundedValues(values: readonly string[]): string[] {
  return values.slice(0, VALUES_KEPT).map((value) => value.slice(0, LONGEST_KEPT).replaceAll('\0', '\uFFFD'))
}

/** A line that tells of a record without a change of its state. */
export function lineOf(
  event: DomainEvent,
  { key, subject, status, found, foundAt, source }: RecordState,
  at: number,
): RecordChange {
  return {
    event,
    key,
    host: subject.slice(0, subject.indexOf(' ')),
    from: status,
    to: status,
    found,
    foundAt,
    source,
    at,
  }
}

/** A line about a name that has no record here. */
export function lineAbout(event: DomainEvent, host: string, status: DnsStatus, at: number): RecordChange {
  return { event, key: 'OWNERSHIP', host, from: status, to: status, found: [host], foundAt: null, source: null, at }
}

/** Keeps the lines in the timeline, of which the oldest make room. */
export async function keepTimeline(uow: UnitOfWork, domainId: string, changes: readonly RecordChange[]): Promise<void> {
  if (changes.length === 0) return
  const timeline = uow.of(DomainRecordChangeEntity)
  for (const { found, at, ...change } of changes)
    await timeline.insert({
      id: uow.newId('rec'),
      domainId,
      ...change,
      found: boundedValues(found),
      at: isoTime(at),
    })
  const old = await uow.all<{ id: string }>(
    sql`select id from domain_record_change where "organisationId" = ${uow.organisationId} and "domainId" = ${domainId}
        order by "at" desc, id desc limit 1000 offset ${TIMELINE_KEPT}`,
  )
  for (const { id } of old) await timeline.deleteAll({ id })
}

/** One audit entry for everything that a check has changed (R-DOM-15). */
export async function auditDomain(
  uow: UnitOfWork,
  { id, name }: Pick<DomainEntity, 'id' | 'name'>,
  changes: readonly AuditChange[],
): Promise<void> {
  if (changes.length === 0) return
  await uow.record({ action: 'UPDATED', entityType: 'domain', entityId: id, entityName: name, changes })
}

/** Changes of states as the audit log shows them. */
export function auditedStates(changes: readonly RecordChange[]): AuditChange[] {
  return changes
    .filter(({ event }) => event === 'STATE')
    .map(({ key, from, to }) => ({ field: key, before: from, after: to }))
}

/**
 * Notes for each member who looks after e-mail what is to be told by mail: in the unit of the change, so that no change
 * is lost and none is told twice (R-DOM-15). What a waiting mail can say as well goes with it.
 */
export async function noteNews(
  uow: UnitOfWork,
  domain: Pick<DomainEntity, 'id'>,
  changes: readonly RecordChange[],
): Promise<void> {
  const news = changes.filter(isNews).map((change) => ({ ...change, found: boundedValues(change.found).slice(0, 3) }))
  if (news.length === 0) return
  const notices = uow.of(DomainNoticeEntity)
  const known = await notices.find({ domainId: domain.id })
  const now = Date.parse(uow.now)
  for (const { userId } of await loadMembersToTell(uow, 'routing:email:manage')) {
    const own = known.filter((notice) => notice.userId === userId)
    const waiting = own.find(({ nextAt, attempts }) => nextAt !== null && attempts === 0)
    if (waiting) {
      const all = [...waiting.changes, ...news].slice(-NOTICE_CHANGES)
      await notices.keep({ id: waiting.id }, { changes: all })
      continue
    }
    const lastTold = Math.max(0, ...own.map(({ toldAt }) => (toldAt === null ? 0 : Date.parse(toldAt))))
    const nextAt = isoTime(Math.max(now + GATHER_MILLISECONDS, lastTold + BETWEEN_MILLISECONDS))
    const id = uow.newId('ntc')
    await notices.insert({ id, domainId: domain.id, userId, changes: news, attempts: 0, nextAt, toldAt: null })
  }
  await forgetOld(uow, known, now)
}

async function forgetOld(uow: UnitOfWork, known: readonly DomainNoticeEntity[], now: number): Promise<void> {
  const before = now - NOTICES_KEPT_MILLISECONDS
  for (const { id, nextAt, changes } of known)
    if (nextAt === null && changes.every(({ at }) => at < before)) await uow.of(DomainNoticeEntity).deleteAll({ id })
}
