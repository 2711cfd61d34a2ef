import type { FlowAction, FlowComparison, FlowCondition, FlowDefinition, FlowField, FlowRule } from '@mailroom/core'
import type { FlowContentFragment, FlowDefinitionInput } from '@/gql/graphql'
import type { Option } from '@/shared/ui'

/** The comparisons that the plain form offers. */
export const OPERATORS = ['EQUALS', 'CONTAINS', 'ONE_OF'] as const
export type Operator = (typeof OPERATORS)[number]

/** What a spam verdict can be compared with (R-IN-3). */
export const VERDICTS = ['PASS', 'FAIL', 'INCONCLUSIVE'] as const

/** What an action can be; the last two end the flow (R-FLO-3). */
export const ACTION_KINDS = [
  'setPriority',
  'addSkillIds',
  'removeSkillIds',
  'setLanguageId',
  'addLabel',
  'autoReplyId',
  'transferToQueue',
  'disconnect',
] as const
export type ActionKind = (typeof ACTION_KINDS)[number]

export interface ComparisonForm {
  field: FlowField
  header: string
  operator: Operator
  /** One value a line where it is one of several. */
  value: string
}

/** One action; values of other kinds stay while one is chosen. */
export interface ActionForm {
  kind: ActionKind
  priority: number | null
  skills: Option[]
  language: Option | null
  label: string
  response: Option | null
  queue: Option | null
}

export interface RuleForm {
  /** Tells rules apart while they are moved. */
  key: string
  name: string
  match: 'all' | 'any'
  comparisons: ComparisonForm[]
  /** A condition that the form cannot show, kept as it is. */
  source: FlowCondition | null
  actions: ActionForm[]
}

export interface FlowForm {
  name: string
  rules: RuleForm[]
  otherwise: ActionForm
}

let keys = 0

export const emptyComparison = (): ComparisonForm => ({ field: 'SUBJECT', header: '', operator: 'CONTAINS', value: '' })

export const emptyAction = (kind: ActionKind): ActionForm => ({
  kind,
  priority: null,
  skills: [],
  language: null,
  label: '',
  response: null,
  queue: null,
})

export const emptyRule = (): RuleForm => ({
  key: `rule-${++keys}`,
  name: '',
  match: 'all',
  comparisons: [emptyComparison()],
  source: null,
  actions: [emptyAction('transferToQueue')],
})

/** The form of a stored flow, or of a new one. */
export function toFlowForm(flow: FlowContentFragment | undefined): FlowForm {
  if (!flow) return { name: '', rules: [], otherwise: emptyAction('transferToQueue') }
  const names = namesOf(flow)
  const definition = flow.draft.source as unknown as FlowDefinition
  return {
    name: flow.name,
    rules: definition.rules.map((rule, index) => toRuleForm(rule, index, names)),
    otherwise: toActionForm(definition.otherwise, names),
  }
}

function toRuleForm(rule: FlowRule, index: number, names: Names): RuleForm {
  const match = rule.when.any ? 'any' : 'all'
  const parts = rule.when.compare ? [rule.when] : (rule.when.all ?? rule.when.any ?? [])
  const comparisons = parts.map(({ compare }) => compare && toComparisonForm(compare))
  const isPlain = parts.length > 0 && comparisons.every((comparison) => comparison)
  return {
    key: `stored-${index}`,
    name: rule.name,
    match,
    comparisons: isPlain ? comparisons.filter((comparison) => comparison !== null && comparison !== undefined) : [],
    source: isPlain ? null : rule.when,
    actions: rule.then.map((action) => toActionForm(action, names)),
  }
}

function toComparisonForm({ field, header, operator, value, values }: FlowComparison): ComparisonForm | null {
  const known = OPERATORS.find((one) => one === operator)
  if (!known || field === 'RECEIVED_AT') return null
  return {
    field,
    header: header ?? '',
    operator: known,
    value: known === 'ONE_OF' ? (values ?? []).join('\n') : (value ?? ''),
  }
}

function toActionForm(action: FlowAction, names: Names): ActionForm {
  const kind = ACTION_KINDS.find((one) => action[one] !== null && action[one] !== undefined) ?? 'disconnect'
  const option = (id: string): Option => ({ id, label: names.get(id) ?? id })
  const target = action.transferToQueue
  const languageId = action.setLanguageId ?? target?.languageId
  const skillIds = action.addSkillIds ?? action.removeSkillIds ?? target?.skillIds ?? []
  return {
    kind,
    priority: action.setPriority ?? target?.priority ?? null,
    skills: skillIds.map(option),
    language: languageId ? option(languageId) : null,
    label: action.addLabel ?? '',
    response: action.autoReplyId ? option(action.autoReplyId) : null,
    queue: target ? option(target.queueId) : null,
  }
}

type Names = ReadonlyMap<string, string>

/** Names of everything that the draft refers to, by id. */
function namesOf({ draft }: FlowContentFragment): Names {
  const actions = [...draft.rules.flatMap((rule) => rule.then), draft.otherwise]
  const things = actions.flatMap((action) => [
    ...(action.addSkills ?? []),
    ...(action.removeSkills ?? []),
    action.setLanguage,
    action.autoReply,
    action.transferToQueue?.queue,
    action.transferToQueue?.language,
    ...(action.transferToQueue?.skills ?? []),
  ])
  return new Map(things.flatMap((thing) => (thing ? [[thing.id, thing.name]] : [])))
}

/** The form as the API takes it. */
export function toDefinition(form: FlowForm): FlowDefinitionInput {
  return {
    rules: form.rules.map((rule) => ({
      name: rule.name,
      when: (rule.source ?? {
        [rule.match]: rule.comparisons.map(toCompare),
      }) as FlowDefinitionInput['rules'][0]['when'],
      then: rule.actions.map(toAction),
    })),
    otherwise: toAction(form.otherwise),
  }
}

function toCompare({ field, header, operator, value }: ComparisonForm) {
  const values = value.split('\n').map((line) => line.trim())
  const compared = operator === 'ONE_OF' ? { values: values.filter(Boolean) } : { value }
  return { compare: { field, operator, ...(field === 'HEADER' && { header }), ...compared } }
}

function toAction(action: ActionForm): FlowDefinitionInput['otherwise'] {
  const skillIds = action.skills.map((skill) => skill.id)
  const actions: Record<ActionKind, () => FlowDefinitionInput['otherwise']> = {
    setPriority: () => ({ setPriority: action.priority ?? Number.NaN }),
    addSkillIds: () => ({ addSkillIds: skillIds }),
    removeSkillIds: () => ({ removeSkillIds: skillIds }),
    setLanguageId: () => ({ setLanguageId: action.language?.id ?? '' }),
    addLabel: () => ({ addLabel: action.label }),
    autoReplyId: () => ({ autoReplyId: action.response?.id ?? '' }),
    transferToQueue: () => ({ transferToQueue: toTarget(action, skillIds) }),
    disconnect: () => ({ disconnect: true }),
  }
  return actions[action.kind]()
}

/** What is left empty is left out: earlier rules may have set it (R-FLO-3). */
function toTarget({ queue, language, priority }: ActionForm, skillIds: string[]) {
  return {
    queueId: queue?.id ?? '',
    ...(skillIds.length > 0 && { skillIds }),
    ...(language && { languageId: language.id }),
    ...(priority !== null && { priority }),
  }
}
