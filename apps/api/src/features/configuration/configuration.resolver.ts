import {
  changedFields,
  CONFIGURED_TYPES,
  type ConfigurationAction,
  type ConfigurationChange,
  type LintFinding,
} from '@mailroom/core'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { LocatedProblem } from '../../adapters/yaml/configuration-reader.js'
import { Busy, BUSY_SECONDS } from '../../adapters/threads/threads.js'
import type { Caller } from '../../auth/caller.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Context } from '../../graphql/context.js'
import { forbidden, rateLimited } from '../../graphql/errors.js'
import { toProblem, toProblems } from '../../graphql/problem.type.js'
import { withoutBcc } from '../address/hidden-recipients.read-model.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { mayChangeAny, missingToSee, permissionsFor } from './configuration-permissions.js'
import { ApplyConfigurationInput, PlanConfigurationInput } from './configuration.input.js'
import {
  countsOf,
  type ConfigurationPlan,
  type ConfigurationRights,
  type ConfigurationService,
} from './configuration.service.js'
import {
  ApplyConfigurationPayload,
  PlanConfigurationPayload,
  type ConfigurationChangeType,
  type ConfigurationPlanType,
  type ConfigurationProblemType,
} from './configuration.type.js'

const SHOWN = 1000
const ACTIONS: readonly ConfigurationAction[] = ['CREATE', 'UPDATE', 'DELETE']

type Locale = Context['locale']

@Resolver(() => OrganisationType)
export class ConfigurationResolver {
  constructor(private readonly service: ConfigurationService) {}

  @FieldResolver(() => String, {
    description:
      'The configuration as one file in YAML (docs/configuration-file.md): the same configuration makes the same text. Without secrets, people and ids; without the sections that the caller may not see (of addresses: may not change, R-OUT-2).',
  })
  async configuration(@Root() { id }: OrganisationType, @Ctx() { caller, loaders }: Context): Promise<string> {
    caller.enter(id, null)
    const sees = (section: Parameters<typeof missingToSee>[0]) =>
      missingToSee(section, (permission) => caller.may(id, permission)) === null
    const text = await this.service.text(loaders.rows(id), sees)
    caller.meter.text(id, text)
    return text
  }

  @Mutation(() => PlanConfigurationPayload, {
    description:
      'Says what a configuration file would do; writes nothing. An entry that a section of the file leaves out would be deleted, a section that is left out stays as it is. Needs the permissions that the single changes need.',
  })
  async planConfiguration(
    @Arg('input', () => PlanConfigurationInput, { description: 'The file.' }) input: PlanConfigurationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<PlanConfigurationPayload> {
    const scope = enterToChange(caller, input)
    const plan = await orBusy(() =>
      this.service.plan(scope, input.yaml, rightsOf(caller, input.organizationId), locale),
    )
    return { plan: toPlan(plan, caller, input.organizationId, locale), problems: problemsOf(plan.located, locale) }
  }

  @Mutation(() => ApplyConfigurationPayload, {
    description:
      'Does what a plan has said, all of it in one transaction or nothing. Refused: CONFIGURATION_MOVED where the configuration or the file is another than it was planned with, DELETIONS_UNCONFIRMED where something would be deleted without consent.',
  })
  async applyConfiguration(
    @Arg('input', () => ApplyConfigurationInput, { description: 'The file and its plan.' })
    input: ApplyConfigurationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<ApplyConfigurationPayload> {
    const scope = enterToChange(caller, input)
    const given = { ...input, allowDeletes: input.allowDeletes ?? false }
    const rights = rightsOf(caller, input.organizationId)
    const { entity, problems, located } = await orBusy(() => this.service.apply(scope, given, rights))
    return {
      applied: entity,
      problems: toProblems(problems, locale),
      located: located.map((each) => toLocated(each, locale)),
    }
  }
}

/** Reading a file takes a thread for seconds: it is not for whoever may change nothing. */
function enterToChange(caller: Caller, { organizationId: id, yaml }: PlanConfigurationInput): TenantScope {
  const scope = caller.enter(id, null)
  if (!mayChangeAny((permission) => caller.may(id, permission))) throw forbidden()
  caller.meter.text(id, yaml)
  return scope
}

/** Who may not do part of it may do nothing of it. */
function rightsOf(caller: Caller, organisationId: string): ConfigurationRights {
  return {
    see(sections) {
      for (const section of sections) {
        const missing = missingToSee(section, (permission) => caller.may(organisationId, permission))
        if (missing) caller.enter(organisationId, missing)
      }
    },
    change(changes) {
      for (const permission of permissionsFor(changes)) caller.enter(organisationId, permission)
    },
  }
}

async function orBusy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (reason) {
    throw reason instanceof Busy ? rateLimited(BUSY_SECONDS) : reason
  }
}

function toPlan(plan: ConfigurationPlan, caller: Caller, id: string, locale: Locale): ConfigurationPlanType {
  const { fingerprint, changes, located, lint, tests } = plan
  const seesLint = caller.may(id, 'routing:email:view')
  const seesBcc = caller.may(id, 'routing:email:manage')
  const toFinding = ({ problem, ...finding }: LintFinding) => ({
    ...finding,
    problem: toProblem(seesBcc ? problem : withoutBcc(problem), locale),
  })
  const shown = ACTIONS.flatMap((wanted) => changes.filter(({ action }) => action === wanted).slice(0, SHOWN))
  return {
    fingerprint,
    counts: countsOf(changes),
    changes: shown.map(toChange),
    problems: located.map((each) => toLocated(each, locale)),
    lint: seesLint ? lint.map(toFinding) : [],
    savedTests: seesLint ? tests : null,
  }
}

function toChange(change: ConfigurationChange): ConfigurationChangeType {
  const { action, section, name } = change
  return { action, entityType: CONFIGURED_TYPES[section], name, fields: changedFields(change) }
}

function toLocated({ problem, line, column }: LocatedProblem, locale: Locale): ConfigurationProblemType {
  return { problem: toProblem(problem, locale), line, column }
}

function problemsOf(located: readonly LocatedProblem[], locale: Locale) {
  return toProblems(
    located.map(({ problem }) => problem),
    locale,
  )
}
