import {
  CONFIGURATION_LIMITS,
  CONFIGURATION_SECTIONS,
  diffSteps,
  error,
  hasErrors,
  identityOf,
  referenceSteps,
  withShortPath,
  type Configuration,
  type ConfigurationChange,
  type ConfigurationSection,
  type LintFinding,
  type Platform,
  type Problem,
} from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { Clock } from '../../adapters/clock.js'
import type { HtmlCleaner } from '../../adapters/html/html-cleaner.js'
import type { ConfigurationReader, LocatedProblem } from '../../adapters/yaml/configuration-reader.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import type { TenantRows, UnitOfWork } from '../../database/unit-of-work.js'
import { Refused, type Writes, type Written } from '../../graphql/write.js'
import { cleanGiven, type Cleaned } from '../canned-response/response-body.read-model.js'
import { pageOfFindings } from '../lint/lint.read-model.js'
import { Application, type Materials } from './application.js'
import { applyChanges } from './apply-changes.js'
import { compareTests, type ComparedTest } from './compare-tests.js'
import { fingerprintOf, inSteps, textOf } from './configuration-text.js'
import type { ConfigurationWriters, RunTests, TriedTest } from './configuration.ports.js'
import { loadStoredConfiguration, type StoredConfiguration } from './stored-configuration.read-model.js'

const FINDINGS = 200
/** Others wait for the transaction of a plan: tests that take longer are not run in it. */
const TESTS_MILLISECONDS = 2000

export interface ConfigurationServiceDeps {
  readonly database: Database
  readonly writes: Writes
  readonly writers: ConfigurationWriters
  readonly cleaner: HtmlCleaner
  readonly reader: ConfigurationReader
  readonly runTests: RunTests
  readonly platform: Platform
  readonly clock: Clock
}

/** What a caller may do: throws where it may not. */
export interface ConfigurationRights {
  /** What the file names. */
  see(sections: readonly (ConfigurationSection | 'settings')[]): void
  /** What the file changes. */
  change(changes: readonly ConfigurationChange[]): void
}

/** What a file would do. */
export interface ConfigurationPlan {
  /** Of the file and of what is stored; null: the file is refused. */
  readonly fingerprint: string | null
  readonly changes: readonly ConfigurationChange[]
  readonly located: readonly LocatedProblem[]
  /** What would be wrong then that is not wrong now. */
  readonly lint: readonly LintFinding[]
  /** Saved tests that would come to something else; null: they take too long to be run. */
  readonly tests: readonly ComparedTest[] | null
}

/** A plan with what applying it needs. */
interface Planned extends ConfigurationPlan {
  readonly candidates: readonly ConfigurationChange[]
  readonly cleaned: ReadonlyMap<string, Cleaned>
}

/** How many entries a file has changed. */
export interface AppliedConfiguration {
  readonly created: number
  readonly updated: number
  readonly deleted: number
}

/** What applying came to; where the file itself is refused, with places. */
export type AppliedFile = Written<AppliedConfiguration> & { readonly located: readonly LocatedProblem[] }

/** Carries what a trial came to out of the transaction that it undoes. */
class Tried extends Error {
  constructor(readonly outcome: Trial) {
    super('Trial')
  }
}

interface Trial {
  readonly problems: readonly Problem[]
  /** Null: something was refused. */
  readonly after: Configuration | null
  readonly lint: readonly LintFinding[]
  readonly tests: readonly ComparedTest[] | null
}

const NOTHING_TRIED = { after: null, lint: [], tests: [] } as const

/** An organisation's configuration as one file, and its way back. */
export class ConfigurationService {
  constructor(private readonly deps: ConfigurationServiceDeps) {}

  /** The file, of the sections that the caller sees. */
  async text(rows: TenantRows, sees: (section: ConfigurationSection) => boolean): Promise<string> {
    const { configuration } = await loadStoredConfiguration(rows, this.deps.cleaner)
    const seen = CONFIGURATION_SECTIONS.filter(sees).map((section) => [section, configuration.sections[section]])
    return textOf({ ...configuration, sections: Object.fromEntries(seen) as Configuration['sections'] })
  }

  plan(scope: TenantScope, yaml: string, rights: ConfigurationRights, locale: Locale): Promise<ConfigurationPlan> {
    return this.#plan(scope, yaml, rights, locale)
  }

  /** All of it in one unit, as it was planned; CONFIGURATION_MOVED, DELETIONS_UNCONFIRMED, or what refuses the file. */
  async apply(
    scope: TenantScope,
    input: {
      readonly yaml: string
      readonly fingerprint: string
      readonly allowDeletes: boolean
      readonly idempotencyKey?: string | null
    },
    rights: ConfigurationRights,
  ): Promise<AppliedFile> {
    const plan = await this.#plan(scope, input.yaml, rights)
    const { located } = plan
    if (plan.fingerprint === null) return { entity: null, problems: located.map(({ problem }) => problem), located }
    const made = plan.changes.filter(({ section, action }) => section === 'domains' && action === 'CREATE')
    const keys = await this.deps.writers.takeKeys(made.length)
    try {
      const work = (uow: UnitOfWork) => this.#applyPlanned(uow, input, plan, { cleaned: plan.cleaned, keys })
      return { ...(await this.deps.writes.run(scope, 'applyConfiguration', input, work)), located: [] }
    } finally {
      keys.giveBack()
    }
  }

  /** Without a locale no saved tests are run. */
  async #plan(scope: TenantScope, yaml: string, rights: ConfigurationRights, locale?: Locale): Promise<Planned> {
    const { configuration, problems: located } = await this.deps.reader.read(yaml, scope.organisationId)
    const nothing = {
      fingerprint: null,
      changes: [],
      lint: [],
      tests: [],
      candidates: [],
      cleaned: new Map<string, Cleaned>(),
    }
    if (configuration === null) return { ...nothing, located }
    rights.see([
      ...(configuration.settings ? (['settings'] as const) : []),
      ...CONFIGURATION_SECTIONS.filter((section) => configuration.sections[section]),
    ])
    const stored = await loadStoredConfiguration(this.deps.database.read(scope), this.deps.cleaner)
    const candidates = await inSteps(diffSteps(stored.configuration, configuration))
    const missing = await inSteps(referenceSteps(configuration, stored.configuration))
    rights.change(candidates)
    const refused = [...missing, ...checkCount(candidates)]
    const cleaned = hasErrors(refused) ? nothing.cleaned : await this.#clean(candidates)
    const trial =
      hasErrors(refused) || candidates.length === 0
        ? { problems: refused, ...NOTHING_TRIED }
        : await this.#try(scope, stored, candidates, cleaned, locale)
    const isRefused = hasErrors(trial.problems)
    return {
      fingerprint: isRefused ? null : await fingerprintOf(stored.configuration, yaml),
      changes: trial.after === null ? candidates : await inSteps(diffSteps(stored.configuration, trial.after)),
      located: [...located, ...(await this.#locate(scope, yaml, trial.problems))],
      lint: trial.lint,
      tests: trial.tests,
      candidates,
      cleaned,
    }
  }

  /** Runs the changes in a unit that is undone: what is refused is refused by the writes themselves. */
  async #try(
    scope: TenantScope,
    stored: StoredConfiguration,
    changes: readonly ConfigurationChange[],
    cleaned: ReadonlyMap<string, Cleaned>,
    locale: Locale | undefined,
  ): Promise<Trial> {
    const { database, writers, cleaner } = this.deps
    const before = await this.#lint(database.read(scope))
    const tested = await this.#test(database.read(scope), locale)
    try {
      return await database.write(scope, async (uow) => {
        const application = new Application(uow, writers, stored.ids, { cleaned, keys: null })
        await applyChanges(application, changes)
        const { isRefused, problems } = application
        if (isRefused) throw new Tried({ problems, ...NOTHING_TRIED })
        const { configuration: after } = await loadStoredConfiguration(uow, cleaner)
        const lint = newOf(before, await this.#lint(uow))
        const tests = tested && locale ? compareTests(tested, await this.deps.runTests(uow, locale)) : null
        throw new Tried({ problems, after, lint, tests })
      })
    } catch (reason) {
      if (reason instanceof Tried) return reason.outcome
      throw reason
    }
  }

  async #applyPlanned(
    uow: UnitOfWork,
    { yaml, fingerprint, allowDeletes }: { yaml: string; fingerprint: string; allowDeletes: boolean },
    plan: Planned,
    materials: Materials,
  ): Promise<Written<AppliedConfiguration>> {
    const { cleaner, writers } = this.deps
    const stored = await loadStoredConfiguration(uow, cleaner)
    const now = await fingerprintOf(stored.configuration, yaml)
    if (now !== fingerprint || plan.fingerprint !== fingerprint)
      throw new Refused([error('CONFIGURATION_MOVED', ['fingerprint'])])
    const counts = countsOf(plan.changes)
    if (counts.deleted > 0 && !allowDeletes)
      throw new Refused([error('DELETIONS_UNCONFIRMED', ['allowDeletes'], { count: counts.deleted })])
    const effective = new Set(plan.changes.map(keyOf))
    const application = new Application(uow, writers, stored.ids, materials)
    await applyChanges(
      application,
      plan.candidates.filter((change) => effective.has(keyOf(change))),
    )
    if (application.isRefused) throw new Refused(application.problems)
    return { entity: counts, problems: application.problems.slice(0, CONFIGURATION_LIMITS.problems) }
  }

  /** HTML of responses that are made or changed, before any unit begins. */
  async #clean(changes: readonly ConfigurationChange[]): Promise<ReadonlyMap<string, Cleaned>> {
    const cleaned = new Map<string, Cleaned>()
    for (const { section, name, after } of changes)
      if (section === 'cannedResponses' && after)
        cleaned.set(identityOf(section, name), await cleanGiven(this.deps.cleaner, String(after['html']), ['html']))
    return cleaned
  }

  async #locate(scope: TenantScope, yaml: string, problems: readonly Problem[]): Promise<LocatedProblem[]> {
    const told = problems
      .toSorted((a, b) => Number(a.severity === 'WARNING') - Number(b.severity === 'WARNING'))
      .slice(0, CONFIGURATION_LIMITS.problems)
    const places = await this.deps.reader.locate(
      yaml,
      told.map(({ path }) => path),
      scope.organisationId,
    )
    return told.map((problem, index) => ({ problem: withShortPath(problem), ...places[index]! }))
  }

  /** What saved tests come to now; null: too long for a transaction. */
  async #test(rows: TenantRows, locale: Locale | undefined): Promise<readonly TriedTest[] | null> {
    if (!locale) return null
    const started = performance.now()
    const tested = await this.deps.runTests(rows, locale)
    return performance.now() - started > TESTS_MILLISECONDS ? null : tested
  }

  async #lint(rows: TenantRows): Promise<readonly LintFinding[]> {
    const { platform, clock } = this.deps
    const page = await pageOfFindings(rows, { first: FINDINGS }, { platform, now: clock.now() })
    return page.nodes
  }
}

function checkCount(changes: readonly ConfigurationChange[]): Problem[] {
  const [limit, count] = [CONFIGURATION_LIMITS.changes, changes.length]
  return count > limit ? [error('CONFIGURATION_TOO_MANY_CHANGES', [], { limit, count })] : []
}

function newOf(before: readonly LintFinding[], after: readonly LintFinding[]): LintFinding[] {
  const known = new Set(before.map(findingKey))
  return after.filter((finding) => !known.has(findingKey(finding)))
}

function findingKey({ entityType, entityName, problem }: LintFinding): string {
  return JSON.stringify([entityType, entityName, problem.code, problem.path])
}

/** Entries with a change each, by what happens to them. */
export function countsOf(changes: readonly ConfigurationChange[]): AppliedConfiguration {
  const count = (wanted: string) => changes.filter(({ action }) => action === wanted).length
  return { created: count('CREATE'), updated: count('UPDATE'), deleted: count('DELETE') }
}

function keyOf({ section, name }: ConfigurationChange): string {
  return `${section} ${section === 'settings' ? name : identityOf(section, name)}`
}
