import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectedRecords, LIMIT_DEFAULTS, SETTINGS_DEFAULTS, type Edition, type RecordKey } from '@mailroom/core'
import { DnsClient } from '../src/adapters/dns/dns-client.js'
import { Secrets } from '../src/adapters/secrets.js'
import { TenantScope } from '../src/auth/tenant-scope.js'
import { Database } from '../src/database/database.js'
import { newOrganisationId } from '../src/database/ids.js'
import { sql } from '../src/database/sql.js'
import { CheckLimits } from '../src/features/domain/check-limits.js'
import { DomainCheck } from '../src/features/domain/domain-check.js'
import { DomainEvents } from '../src/features/domain/domain-events.js'
import { loadDomains, type DomainRow } from '../src/features/domain/domain.read-model.js'
import { DomainService } from '../src/features/domain/domain.service.js'
import { LookAhead } from '../src/features/domain/domain-warnings.js'
import { toMailDomain } from '../src/features/domain/mail-domain.js'
import { OrganisationEntity } from '../src/features/organisation/organisation.entity.js'
import { Writes } from '../src/graphql/write.js'
import { DomainChecks } from '../src/jobs/domain-checks.js'
import { checkingOf } from '../src/jobs/checking.js'
import { emptyDatabase, type DIALECTS } from './databases.js'
import { DnsServer } from './dns-server.js'

export const PLATFORM = {
  root: 'mailroom.example',
  mxHost: 'mx.mailroom.example',
  feedbackHost: 'feedback.mailroom.example',
  spfInclude: '_spf.mailroom.example',
}

/** Domains with a real database, a DNS server of the test's own and a clock that the test moves. */
export class DomainBench {
  readonly failures: unknown[] = []
  readonly events = new DomainEvents()

  private constructor(
    readonly database: Database,
    readonly dns: DnsServer,
    readonly secrets: Secrets,
    readonly service: DomainService,
    readonly checks: DomainChecks,
    private readonly time: { now: number },
    private readonly close: () => Promise<void>,
  ) {}

  static async open(dialect: (typeof DIALECTS)[number]): Promise<DomainBench> {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-key-'))
    const time = { now: Date.parse('2026-11-22T12:00:00Z') }
    const clock = { now: () => time.now }
    const database = await Database.open(place.target, clock)
    const dns = await DnsServer.start()
    const client = new DnsClient({ servers: [dns.address], allowedNetworks: [], tryMilliseconds: 500 })
    const secrets = Secrets.open(join(folder, 'secret.key'))
    const failures: unknown[] = []
    const events = new DomainEvents()
    const keys = new FakeKeys()
    const check = new DomainCheck({
      ...{ database, dns: client, platform: PLATFORM, clock, events, secrets, keys, tells: true },
    })
    const checks = new DomainChecks(
      checkingOf(database, check, { error: ({ err }: { err: unknown }) => void failures.push(err) } as never),
      clock,
    )
    const service = new DomainService({
      database,
      writes: new Writes(database, secrets),
      secrets,
      platform: PLATFORM,
      keys,
      lookAhead: new LookAhead(client, PLATFORM, clock),
      limits: new CheckLimits(),
      schedule: checks,
      events,
    })
    const close = async () => {
      client.close()
      await checks.stop()
      await dns.stop()
      await database.close()
      await place.remove()
      rmSync(folder, { recursive: true })
    }
    const bench = new DomainBench(database, dns, secrets, service, checks, time, close)
    return Object.assign(bench, { failures, events })
  }

  stop(): Promise<void> {
    return this.close()
  }

  pass(milliseconds: number): void {
    this.time.now += milliseconds
  }

  get now(): number {
    return this.time.now
  }

  async organisation(edition: Edition = 'CX_3', domains = 2): Promise<TenantScope> {
    const scope = TenantScope.issue(newOrganisationId(), null)
    const slug = scope.organisationId.slice(4)
    await this.database.write(scope, (uow) =>
      uow.of(OrganisationEntity).insert({
        id: scope.organisationId,
        ...{ slug, name: slug, nameKey: slug, edition },
        limits: { ...LIMIT_DEFAULTS, domains },
        settings: SETTINGS_DEFAULTS,
        suspendedAt: null,
      }),
    )
    return scope
  }

  /** A domain that was stored, after the check that comes with it. */
  async domain(scope: TenantScope, name: string, more: object = {}): Promise<DomainRow> {
    const { entity, problems } = await this.service.create(scope, {
      organizationId: scope.organisationId,
      name,
      ...more,
    })
    if (!entity) throw new Error(JSON.stringify(problems))
    await this.check(scope, entity)
    return this.read(scope, entity)
  }

  async read(scope: TenantScope, { id }: { readonly id: string }): Promise<DomainRow> {
    const [row] = await loadDomains(this.database.read(scope), [id])
    if (!row) throw new Error('The domain is gone')
    return row
  }

  /** One check, with those that follow from it. */
  async check(scope: TenantScope, { id }: { readonly id: string }): Promise<void> {
    await this.checks.now({ organisationId: scope.organisationId, domainId: id })
    await this.checks.idle()
  }

  /** Everything that has become due or wanted meanwhile. */
  async settle(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      this.pass(6000)
      await this.checks.look()
      await this.checks.idle()
    }
  }

  /** Publishes the records of a domain, beside what others have there. */
  publish(domain: DomainRow, ...keys: RecordKey[]): void {
    for (const record of expectedRecords(toMailDomain(domain, 'NONE'), PLATFORM))
      if (keys.length === 0 ? record.purpose !== 'SPF' : keys.includes(record.key)) {
        const value = record.type === 'MX' ? `${record.priority} ${record.value}` : record.value
        this.dns.add(record.host, record.type, value)
      }
  }

  status(domain: DomainRow, key: RecordKey = 'OWNERSHIP'): string {
    const state = domain.recordStates.find((each) => each.key === key)
    return [state?.status, state?.hint?.code].filter(Boolean).join(' ')
  }

  audit(scope: TenantScope): Promise<{ action: string; entityType: string; changes: string }[]> {
    return this.database
      .read(scope)
      .all(
        sql`select action, "entityType", changes from audit_entry where "organisationId" = ${scope.organisationId} order by id`,
      )
  }

  timeline(scope: TenantScope): Promise<{ key: string; from: string; to: string; source: string }[]> {
    return this.database
      .read(scope)
      .all(
        sql`select key, "from", "to", source from domain_record_change where "organisationId" = ${scope.organisationId} order by id`,
      )
  }
}

/** Keys at no cost; a test that wants real ones makes them. */
class FakeKeys {
  #count = 0

  async take(count: number) {
    return Array.from({ length: count }, () => ({ publicKey: `PUBLIC${this.#count++}`, privateKey: 'PRIVATE' }))
  }

  giveBack(): void {}
}
