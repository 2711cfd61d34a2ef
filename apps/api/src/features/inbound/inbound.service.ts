import {
  error,
  hasErrors,
  SAVED_TEST_LIMIT,
  type InboundDecision,
  type InboundMail,
  type Platform,
  type Problem,
} from '@mailroom/core'
import { renderProblem, type Locale } from '@mailroom/messages'
import type { Clock } from '../../adapters/clock.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { Busy, BUSY_SECONDS } from '../../adapters/threads/threads.js'
import { ApiError, badInput, notFound, rateLimited } from '../../graphql/errors.js'
import { acceptedOverrides } from '../../graphql/overrides.js'
import { parseOverrides } from '../address/address-overrides.read-model.js'
import { loadAllDomains } from '../domain/domain.read-model.js'
import { parseFlowOverrides } from '../flow/flow-overrides.read-model.js'
import { loadOrganisations } from '../organisation/organisation.read-model.js'
import type { SavedTestEntity } from '../saved-test/saved-test.entity.js'
import { loadAllSavedTests, loadSavedTests } from '../saved-test/saved-test.read-model.js'
import { decideWithRows, InboundFacts, NO_OVERRIDES, type Overrides } from './inbound-facts.js'
import type { InboundDecider } from './inbound-decider.js'
import type { InboundMessageInput } from './inbound.input.js'
import type { MailInput } from './mail-input.type.js'
import type { MailSource, MessageReader } from './message-reader.js'
import { RefusedMail } from './refused-mail.js'
import type { RunSavedTestsInput } from './run-saved-tests.input.js'
import { runTests, type TestRun } from './run-saved-tests.js'

/** Of each list in a question, as much as mail servers take. */
const MOST = 1000

/** A mail and what was decided about it. */
export interface Simulation {
  readonly mail: InboundMail
  readonly decision: InboundDecision
}

/** Tests that were run, or why none was. */
export interface TestRuns {
  readonly runs: readonly TestRun[]
  readonly problems: readonly Problem[]
}

/** Who asks. */
interface Asking {
  readonly locale: Locale
  readonly seesBcc: boolean
}

/** Decides about mails that nobody has sent. */
export class InboundService {
  constructor(
    private readonly reader: Pick<MessageReader, 'read'>,
    private readonly decider: Pick<InboundDecider, 'decide'>,
    private readonly platform: Pick<Platform, 'root'>,
    private readonly clock: Clock,
  ) {}

  /** The decision by what is stored, and by the overrides, with the mail as it was read; nothing is written. */
  async simulate(rows: TenantRows, input: InboundMessageInput, { locale, seesBcc }: Asking): Promise<Simulation> {
    const [organisation] = await loadOrganisations(rows, [rows.organisationId])
    if (!organisation) throw notFound()
    const { bccPerAddress: bccLimit } = organisation.limits
    const overrides = {
      addresses: acceptedOverrides(await parseOverrides(rows, input.overrides ?? [], { bccLimit, seesBcc }), locale),
      flows: acceptedOverrides(await parseFlowOverrides(rows, input.flows ?? []), locale),
    }
    const mail = await withinLimits(locale, () => this.#toMail(input))
    const facts = new InboundFacts(organisation, await loadAllDomains(rows), overrides, this.platform.root)
    const decision = await withinLimits(locale, () => decideWithRows(rows, this.decider, facts, mail))
    return { mail, decision }
  }

  /** Saved tests by what is stored, and by overrides and flows; none where the input refers to what is not there. */
  async runSavedTests(rows: TenantRows, input: RunSavedTestsInput, { locale, seesBcc }: Asking): Promise<TestRuns> {
    const [organisation] = await loadOrganisations(rows, [rows.organisationId])
    if (!organisation) throw notFound()
    const { bccPerAddress: bccLimit } = organisation.limits
    const { tests, problems: gone } = await loadTests(rows, input.ids ?? null)
    const changed = await parseOverrides(rows, input.overrides ?? [], { bccLimit, seesBcc })
    const published = await parseFlowOverrides(rows, input.flows ?? [])
    const problems = [...gone, ...changed.problems, ...published.problems]
    if (hasErrors(problems)) return { runs: [], problems }
    const overrides = { addresses: changed.values, flows: published.values }
    const domains = await loadAllDomains(rows)
    const facts = (by: Overrides) => new InboundFacts(organisation, domains, by, this.platform.root)
    const { decider, clock } = this
    const means = { rows, decider, clock, toMail: (mail: MailInput) => this.#toMail(mail) }
    const wanted = overrides.addresses.size + overrides.flows.size > 0 ? facts(overrides) : null
    const runs = await withinLimits(locale, () => runTests(means, tests, facts(NO_OVERRIDES), wanted))
    return { runs, problems }
  }

  /** The mail as the engine takes it; `RefusedMail` where it cannot be read. */
  async #toMail(input: MailInput): Promise<InboundMail> {
    if (input.sizeBytes != null && input.sizeBytes < 0) throw badInput('sizeBytes must not be negative')
    checkLengths(input)
    const message = await this.reader.read(sourceOf(input))
    return {
      message: { ...message, sizeBytes: input.sizeBytes ?? message.sizeBytes },
      envelopeFrom: input.envelopeFrom ?? undefined,
      envelopeTo: input.envelopeTo ?? [],
      spam: input.spam ?? 'PASS',
      virus: input.virus ?? 'PASS',
      receivedAt: input.receivedAt?.getTime() ?? this.clock.now(),
      threads: (input.threads ?? []).map((thread) => ({
        messageIds: thread.messageIds.map(bracketed),
        subject: thread.subject ?? null,
        open: thread.open,
        disconnectedAt: thread.disconnectedAt?.getTime() ?? null,
        queueId: thread.queueId ?? null,
      })),
      autoRepliedAt: Object.fromEntries(
        (input.autoReplied ?? []).map(({ addressId, at }) => [addressId, at.getTime()]),
      ),
    }
  }
}

interface FoundTests {
  readonly tests: readonly SavedTestEntity[]
  readonly problems: readonly Problem[]
}

/** All of them, or those that are asked for, by name. */
async function loadTests(rows: TenantRows, ids: readonly string[] | null): Promise<FoundTests> {
  if (ids === null) return { tests: await loadAllSavedTests(rows), problems: [] }
  if (ids.length > SAVED_TEST_LIMIT) throw badInput(`ids: at most ${SAVED_TEST_LIMIT}`)
  const found = ids.length === 0 ? new Map<string, SavedTestEntity>() : await loadSavedTests(rows, ids)
  const problems = ids.flatMap((id, index) =>
    found.has(id) ? [] : [error('REFERENCE_NOT_FOUND', ['ids', String(index)], { type: 'SavedTest', id })],
  )
  return { tests: [...found.values()], problems }
}

async function withinLimits<T>(locale: Locale, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (reason) {
    if (reason instanceof Busy) throw rateLimited(BUSY_SECONDS)
    if (reason instanceof RefusedMail) throw refused(reason.problem, locale)
    throw reason
  }
}

/** BAD_USER_INPUT in the caller's language, which names the limit. */
function refused(problem: Problem, locale: Locale): ApiError {
  const { code, params } = problem
  return new ApiError('BAD_USER_INPUT', renderProblem(problem, locale), { problem: { code, params } })
}

/** A message id as headers have it. */
function bracketed(id: string): string {
  return `<${id.trim().replace(/^<|>$/g, '')}>`
}

function sourceOf({ raw, from, to, cc, subject, text, headers }: MailInput): MailSource {
  if (raw == null)
    return { fields: { from, to, cc, subject, text, headers: headers?.map(({ name, value }) => ({ name, value })) } }
  if ([from, to, cc, subject, text, headers].some((field) => field != null))
    throw badInput('raw comes instead of from, to, cc, subject, text and headers, not beside them')
  return { raw }
}

function checkLengths({ envelopeTo, to, cc, headers, threads, autoReplied }: MailInput): void {
  for (const [name, list] of Object.entries({ envelopeTo, to, cc, headers, threads, autoReplied }))
    if (list && list.length > MOST) throw badInput(`${name}: at most ${MOST}`)
  const ids = (threads ?? []).reduce((sum, { messageIds }) => sum + messageIds.length, 0)
  if (ids > MOST * 10) throw badInput(`threads: at most ${MOST * 10} message ids`)
}
