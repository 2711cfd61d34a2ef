import { readUserAgent } from '@mailroom/core'
import { accountMail, negotiateLocale, type AccountEvent } from '@mailroom/messages'
import type { Logger } from 'pino'
import type { Mailer } from '../adapters/mail/mailer.js'
import { auditChanges } from '../database/audit.js'
import type { Person } from '../database/directory.js'
import { sql } from '../database/sql.js'
import type { InstallationUnit } from '../database/unit-of-work.js'
import type { AuditChange } from '../features/audit/audit-entry.entity.js'
import { personActing, SYSTEM, type Actor } from './actor.js'
import type { Browser } from './credentials.js'
import { TenantScope } from './tenant-scope.js'

/** Goes into the unit that makes the change. */
export type Also = (unit: InstallationUnit) => Promise<void>

const MASK = '***'
const RENEWED = { before: MASK, after: MASK }
/** What the audit log says of each event; nothing of a sign-in that succeeds. */
const CHANGES: Readonly<Record<AccountEvent, readonly AuditChange[]>> = {
  PASSWORD_CHANGED: [{ field: 'password', ...RENEWED }],
  PASSWORD_RESET: [
    { field: 'password', ...RENEWED },
    { field: 'resetLink', before: MASK, after: null },
  ],
  SECOND_FACTOR_ON: [{ field: 'secondFactor', before: false, after: true }],
  SECOND_FACTOR_OFF: [{ field: 'secondFactor', before: true, after: false }],
  RECOVERY_CODES_RENEWED: [{ field: 'recoveryCodes', ...RENEWED }],
  NEW_DEVICE: [],
  LOCKED_OUT: [{ field: 'lockedOut', before: false, after: true }],
}

/**
 * What happens to accounts: told in the audit log of every organisation that the person is a member of, and to the person
 * by mail (docs/adr/0016).
 */
export class AccountEvents {
  constructor(
    /** Null: the log is told instead. */
    private readonly mailer: Mailer | null,
    private readonly log: Logger,
  ) {}

  /** Audit entries and a mail, by the person or, of guesses, by nobody. */
  of(userId: string, event: AccountEvent, browser: Browser): Also {
    return async (unit) => {
      const person = await personOf(unit, userId)
      const actor =
        event === 'LOCKED_OUT' ? { ...SYSTEM, origin: originOf(browser) } : personActing(person, originOf(browser))
      await record(unit, person, actor, CHANGES[event])
      const at = unit.now
      unit.afterCommit(() => this.tell(person, event, at, browser))
    }
  }

  /** Audit entries alone, of what differs. */
  changed(userId: string, before: object, after: object, browser: Browser): Also {
    return async (unit) => {
      const person = await personOf(unit, userId)
      await record(unit, person, personActing(person, originOf(browser)), auditChanges({ ...before }, { ...after }))
    }
  }

  private tell({ id, email, locale }: Person, event: AccountEvent, at: string, { ip, agent }: Browser): void {
    if (this.mailer === null) return this.log.info({ user: id, event }, 'No relay is configured: nobody was told')
    const { browser, system } = readUserAgent(agent)
    const device = [browser, system].filter((each) => each !== null).join(', ') || null
    const mail = accountMail({ event, at, ip: ip || null, device }, negotiateLocale(locale))
    this.mailer
      .send({ to: email, ...mail })
      .catch((err: unknown) => this.log.error({ err, user: id, event }, 'not told'))
  }
}

async function personOf(unit: InstallationUnit, userId: string): Promise<Person> {
  const [person] = await unit.all<Person>(
    sql`select id, email, name, locale, operator from "user" where id = ${userId}`,
  )
  if (!person) throw new Error('Of nobody nothing happens')
  return person
}

/** In the order of the organisations, each of whose units waits for its turn. */
async function record(
  unit: InstallationUnit,
  person: Person,
  actor: Actor,
  changes: readonly AuditChange[],
): Promise<void> {
  if (changes.length === 0) return
  const found = await unit.all<{ organisationId: string }>(
    sql`select "organisationId" from member where "userId" = ${person.id} order by "organisationId"`,
  )
  const entry = { action: 'UPDATED', entityType: 'user', entityId: person.id, entityName: person.name } as const
  for (const { organisationId } of found) {
    const inside = await unit.inTurn(TenantScope.issue(organisationId, actor))
    await inside.record({ ...entry, changes })
  }
}

function originOf({ ip, requestId }: Browser): Actor['origin'] {
  return { ip: ip || null, requestId: requestId ?? null }
}
