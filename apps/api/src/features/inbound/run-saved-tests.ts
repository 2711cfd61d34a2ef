import {
  changesOfDecision,
  checkTestReferences,
  error,
  testReferences,
  unmetBy,
  type InboundDecision,
  type InboundMail,
  type KnownConfiguration,
  type OutcomeDifference,
  type Problem,
  type SavedMail,
} from '@mailroom/core'
import type { Clock } from '../../adapters/clock.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { SavedTestEntity } from '../saved-test/saved-test.entity.js'
import { loadTestFacts } from '../saved-test/saved-test.read-model.js'
import { decideAllWithRows, type Decided, type InboundFacts } from './inbound-facts.js'
import type { InboundDecider } from './inbound-decider.js'
import type { MailInput } from './mail-input.type.js'
import { RefusedMail } from './refused-mail.js'

/** How long all tests of one run may take together; the ones after that are not run. */
export const RUN_SECONDS = 20

/** A test with what came of it. */
export interface TestRun {
  readonly test: SavedTestEntity
  readonly mail: InboundMail | null
  readonly problems: readonly Problem[]
  readonly before: InboundDecision | null
  readonly after: InboundDecision | null
  readonly passes: boolean
  readonly passedBefore: boolean
  readonly differences: readonly OutcomeDifference[]
  readonly changes: readonly OutcomeDifference[]
}

interface Means {
  readonly rows: TenantRows
  readonly decider: Pick<InboundDecider, 'decide'>
  readonly toMail: (mail: MailInput) => Promise<InboundMail>
  readonly clock: Clock
}

type Read = { readonly mail: InboundMail } | { readonly problem: Problem }

/**
 * Runs tests by what is stored, and by what shall be; null: that is the same. One after the other, in the decider's
 * threads; more tests are not more statements.
 */
export async function runTests(
  means: Means,
  tests: readonly SavedTestEntity[],
  stored: InboundFacts,
  wanted: InboundFacts | null,
): Promise<TestRun[]> {
  const facts = await loadTestFacts(means.rows, testReferences(tests))
  const budget = new Budget(means.clock)
  const read = await readAll(means, budget, tests)
  const before = await decideRead(means, budget, stored, read)
  const after = wanted ? await decideRead(means, budget, wanted, read) : before
  return tests.map((test, index) => {
    const mail = read[index]!
    const missing = checkTestReferences(test, facts)
    return judge(test, 'mail' in mail ? mail.mail : null, missing, before[index]!, after[index]!)
  })
}

function judge(
  test: SavedTestEntity,
  mail: InboundMail | null,
  missing: readonly Problem[],
  before: Decided,
  after: Decided,
): TestRun {
  const [first, second] = [before, after].map((each) => ('decision' in each ? each.decision : null))
  const failed = 'problem' in after ? [after.problem] : 'problem' in before ? [before.problem] : []
  const gone = new Set(missing.map(({ params }) => params['id']))
  const differences = (second ? unmetBy(test.expected, second) : []).filter(
    ({ first: wanted }) => typeof wanted !== 'string' || !gone.has(wanted),
  )
  const meets = (decision: InboundDecision | null | undefined) =>
    missing.length === 0 && decision != null && unmetBy(test.expected, decision).length === 0
  return {
    test,
    mail,
    problems: [...missing, ...failed],
    before: first ?? null,
    after: second ?? null,
    passes: meets(second),
    passedBefore: meets(first),
    differences,
    changes: first && second ? changesOfDecision(first, second) : [],
  }
}

/** The time that is left for a run. */
class Budget {
  readonly #until: number

  constructor(private readonly clock: Clock) {
    this.#until = clock.now() + RUN_SECONDS * 1000
  }

  /** What the work gives, or why it gives nothing: it is refused, or its turn comes too late. */
  async attempt<T>(work: () => Promise<T>): Promise<T | { readonly problem: Problem }> {
    if (this.clock.now() >= this.#until) return { problem: error('TESTS_TAKE_TOO_LONG', [], { seconds: RUN_SECONDS }) }
    try {
      return await work()
    } catch (reason) {
      if (reason instanceof RefusedMail) return { problem: reason.problem }
      throw reason
    }
  }
}

async function readAll({ toMail }: Means, budget: Budget, tests: readonly SavedTestEntity[]): Promise<Read[]> {
  const read: Read[] = []
  for (const { mail } of tests) read.push(await budget.attempt(async () => ({ mail: await toMail(revived(mail)) })))
  return read
}

async function decideRead(
  { rows, decider }: Means,
  budget: Budget,
  facts: InboundFacts,
  read: readonly Read[],
): Promise<Decided[]> {
  const attempt = (known: KnownConfiguration, mail: InboundMail) =>
    budget.attempt(() => decider.decide(known, mail, rows.organisationId))
  const mails = read.flatMap((each) => ('mail' in each ? [each.mail] : []))
  const decided = (await decideAllWithRows(rows, attempt, facts, mails)).values()
  return read.map((each) => ('mail' in each ? decided.next().value! : each))
}

/** A mail as it comes over the wire. */
function revived({ receivedAt, threads, autoReplied, ...mail }: SavedMail): MailInput {
  return {
    ...mail,
    receivedAt: receivedAt ? new Date(receivedAt) : null,
    threads: (threads ?? []).map(({ disconnectedAt, ...thread }) => ({
      ...thread,
      messageIds: [...thread.messageIds],
      disconnectedAt: disconnectedAt ? new Date(disconnectedAt) : null,
    })),
    autoReplied: (autoReplied ?? []).map(({ addressId, at }) => ({ addressId, at: new Date(at) })),
  } as MailInput
}
