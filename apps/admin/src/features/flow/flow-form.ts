import type { FlowAction, FlowDefinition, FlowRule } from '@mailroom/core'
import type { FlowContentFragment, FlowDefinitionInput } from '@/gql/graphql'
import { ACTION_KINDS } from '@/shared/flow-actions'
import type { Option } from '@/shared/ui'
import { emptyCondition, toCondition, toConditionForm, type PartForm } from './condition-form'

export type ActionKind = (typeof ACTION_KINDS)[number]

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
  name: string
  when: PartForm
  actions: ActionForm[]
}

export interface FlowForm {
  name: string
  rules: RuleForm[]
  otherwise: ActionForm
}

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
  name: '',
  when: emptyCondition(),
  actions: [emptyAction('transferToQueue')],
})

/** The form of a stored flow, or of a new one. */
export function toFlowForm(flow: FlowContentFragment | undefined): FlowForm {
  if (!flow) return { name: '', rules: [], otherwise: emptyAction('transferToQueue') }
  const names = namesOf(flow)
  return { name: flow.name, ...toRulesForm(flow.draft.source as unknown as FlowDefinition, names) }
}

/** The form of another definition of the same flow, such as a version of it. */
export function toRulesForm(definition: FlowDefinition, names: Names): Pick<FlowForm, 'rules' | 'otherwise'> {
  return {
    rules: definition.rules.map((rule) => toRuleForm(rule, names)),
    otherwise: toActionForm(definition.otherwise, names),
  }
}

function toRuleForm(rule: FlowRule, names: Names): RuleForm {
  return {
    name: rule.name,
    when: toConditionForm(rule.when),
    actions: rule.then.map((action) => toActionForm(action, names)),
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

/** Names of everything that the flow refers to, by id. */
export function namesOf({ draft, published }: Pick<FlowContentFragment, 'draft' | 'published'>): Names {
  const definitions = published ? [draft, published] : [draft]
  const actions = definitions.flatMap(({ rules, otherwise }) => [...rules.flatMap((rule) => rule.then), otherwise])
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

/** Names of everything that the form has picked, by id. */
export function namesOfForm({ rules, otherwise }: FlowForm): Names {
  const actions = [...rules.flatMap((rule) => rule.actions), otherwise]
  const picked = actions.flatMap(({ skills, language, response, queue }) => [...skills, language, response, queue])
  return new Map(picked.flatMap((one) => (one ? [[one.id, one.label]] : [])))
}

/** The form as the API takes it. */
export function toDefinition(form: FlowForm): FlowDefinitionInput {
  return {
    rules: form.rules.map((rule) => ({
      name: rule.name,
      when: toCondition(rule.when),
      then: rule.actions.map(toAction),
    })),
    otherwise: toAction(form.otherwise),
  }
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
