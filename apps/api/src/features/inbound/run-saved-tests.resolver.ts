import { chosenIn, tellChange, tellUnmet, type OutcomeDifference, type ToldDifference } from '@mailroom/core'
import { renderTraceStep, type Locale } from '@mailroom/messages'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toParams, toProblems } from '../../graphql/problem.type.js'
import type { InboundService } from './inbound.service.js'
import { loadOutcomeNames } from './outcome-names.read-model.js'
import { RunSavedTestsInput } from './run-saved-tests.input.js'
import type { TestRun } from './run-saved-tests.js'
import { RunSavedTestsPayload, type SavedTestDifferenceType, type SavedTestRunType } from './run-saved-tests.type.js'
import { toDecision } from './to-decision.js'

/** The saved tests of an organisation, run. */
@Resolver()
export class RunSavedTestsResolver {
  constructor(private readonly service: InboundService) {}

  @Mutation(() => RunSavedTestsPayload, {
    description:
      'Runs saved tests by what is stored, and by unsaved settings and flows. A command that writes nothing: whoever may see the addresses may run it. A test that fails says why; it is no error.',
  })
  async runSavedTests(
    @Arg('input', () => RunSavedTestsInput, { description: 'Which tests, and by what.' }) input: RunSavedTestsInput,
    @Ctx() { caller, loaders, locale }: Context,
  ): Promise<RunSavedTestsPayload> {
    const { organisationId } = caller.enter(input.organizationId, 'routing:email:view')
    const rows = loaders.rows(organisationId)
    const { runs, problems } = await this.service.runSavedTests(rows, input, {
      locale,
      seesBcc: caller.may(organisationId, 'routing:email:manage'),
    })
    const differences = runs.flatMap((run) => [...run.differences, ...run.changes])
    const names = await loadOutcomeNames(rows, differences)
    const shown = runs.map((run) => toRun(run, organisationId, (id) => names.get(id), locale))
    const passed = shown.filter(({ passes }) => passes).length
    const changed = shown.filter(({ changes }) => changes.length > 0).length
    return { runs: shown, passed, failed: shown.length - passed, changed, problems: toProblems(problems, locale) }
  }
}

type NameOf = (id: string) => string | undefined

function toRun(run: TestRun, organisationId: string, nameOf: NameOf, locale: Locale): SavedTestRunType {
  const { test, mail, before, after, passes, passedBefore } = run
  const shown = (decision: typeof before) => decision && mail && toDecision({ decision, mail }, organisationId, locale)
  const told = (differences: readonly OutcomeDifference[], tell: typeof tellUnmet) =>
    differences.map((each) => toDifference(each, tell(each, nameOf), locale))
  return {
    test,
    expected: test.expected.map((each) => ({ ...each, organisationId, fields: chosenIn(each) })),
    passes,
    passedBefore,
    problems: toProblems(run.problems, locale),
    differences: told(run.differences, tellUnmet),
    changes: told(run.changes, tellChange),
    before: shown(before),
    after: shown(after),
  }
}

function toDifference(
  { recipient, field }: OutcomeDifference,
  { code, params }: ToldDifference,
  locale: Locale,
): SavedTestDifferenceType {
  const { title, result } = renderTraceStep({ code, params }, locale)
  return { recipient, field, code, params: toParams(params), title, result }
}
