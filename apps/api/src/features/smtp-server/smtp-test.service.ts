import { checkEmailEdition, needsPassword, error, parseAddressSpec, type Edition, type Problem } from '@mailroom/core'
import { RateLimiterRes } from 'rate-limiter-flexible'
import type { Secrets } from '../../adapters/secrets.js'
import type { SmtpTarget, SmtpTester, SmtpTestOutcome, TestMail } from '../../adapters/smtp/smtp-tester.js'
import type { Limiter, LimiterStore } from '../../auth/limiter-store.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound, rateLimited } from '../../graphql/errors.js'
import { renewSendingDomains } from '../domain/sending-domains.read-model.js'
import { SmtpServerEntity } from './smtp-server.entity.js'
import type { TestSmtpServerInput } from './smtp-server.input.js'
import { loadTestSender, publicSmtpServer, type SmtpServerRow } from './smtp-server.read-model.js'
import { passwordPlace } from './smtp-server.service.js'

export interface SmtpTestsDeps {
  readonly database: Database
  readonly secrets: Secrets
  readonly limiters: LimiterStore
  readonly tester: Pick<SmtpTester, 'test'>
  /** Is told of each domain that can, or can no longer, send. */
  readonly changed: (domainId: string) => void
}

/** What a test answers; without an outcome it was not made, and the problems say why. */
export interface SmtpTested {
  readonly outcome: SmtpTestOutcome | null
  readonly server: SmtpServerRow | null
  readonly problems: readonly Problem[]
}

const TESTS_A_MINUTE = 5

/** Tests of SMTP servers (R-SMTP-1): nothing is locked while a server is talked to. */
export class SmtpTests {
  readonly #limit: Limiter

  constructor(private readonly deps: SmtpTestsDeps) {
    this.#limit = deps.limiters({ name: 'smtp test', points: TESTS_A_MINUTE, duration: 60 })
  }

  async test(scope: TenantScope, input: TestSmtpServerInput): Promise<SmtpTested> {
    const { database, tester } = this.deps
    const rows = database.read(scope)
    const server = await rows.first<SmtpServerEntity>(
      sql`select * from smtp_server where "organisationId" = ${scope.organisationId} and id = ${input.id}`,
    )
    if (!server) throw notFound()
    const own = await rows.first<{ edition: Edition }>(
      sql`select edition from organisation where id = ${scope.organisationId}`,
    )
    const to = input.to?.trim() ? parseAddressSpec(input.to, ['to']) : null
    const problems = [...(own ? checkEmailEdition(own.edition) : []), ...(to?.problems ?? [])]
    if (needsPassword({ ...server, passwordSet: server.password !== null }))
      problems.push(error('REQUIRED', ['password']))
    if (problems.some(({ severity }) => severity === 'ERROR')) return { outcome: null, server: null, problems }
    await this.#count(scope.organisationId)
    const mail = to?.ok ? testMail((await loadTestSender(rows, server.id)) ?? to.value, to.value) : null
    const outcome = await tester.test(await this.#targetOf(server), mail)
    const tested = await database.write(scope, (uow) => this.#store(uow, server, outcome))
    return { outcome, server: tested, problems }
  }

  async #count(organisationId: string): Promise<void> {
    try {
      await this.#limit.consume(organisationId)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw rateLimited(Math.ceil(refusal.msBeforeNext / 1000))
    }
  }

  async #targetOf(server: SmtpServerEntity): Promise<SmtpTarget> {
    const { organisationId, id, host, port, security, user, password } = server
    if (user === null || password === null) return { host, port, security, credentials: null }
    const opened = await this.deps.secrets.open(password, passwordPlace(organisationId, id))
    return { host, port, security, credentials: { user, password: opened } }
  }

  /** The outcome belongs to the settings that were tested: it is not kept where they were changed meanwhile. */
  async #store(uow: UnitOfWork, tested: SmtpServerEntity, { result }: SmtpTestOutcome): Promise<SmtpServerRow | null> {
    const servers = uow.of(SmtpServerEntity)
    const current = await servers.get(tested.id)
    if (!current) return null
    if (current.version !== tested.version) return publicSmtpServer(current)
    const outcome = { lastTestedAt: uow.now, lastTestResult: result }
    await servers.keep({ id: current.id }, outcome)
    if (current.lastTestResult !== result) {
      const changes = [{ field: 'lastTestResult', before: current.lastTestResult, after: result }]
      const { id: entityId, name: entityName } = current
      await uow.record({ action: 'UPDATED', entityType: 'smtp_server', entityId, entityName, changes })
      await renewSendingDomains(uow, { ...current, ...outcome }, this.deps.changed)
    }
    return publicSmtpServer({ ...current, ...outcome })
  }
}

function testMail(from: string, to: string): TestMail {
  const subject = 'Test of your SMTP server'
  const text = 'This mail was sent from Mailroom to test an SMTP server. It arrived, so the server works.\n'
  return { from, to, subject, text }
}
