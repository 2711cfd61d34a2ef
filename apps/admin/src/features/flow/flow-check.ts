import { parseName, type FlowDefinition } from '@mailroom/core'
import { shallowRef } from 'vue'
import type { ShownProblem } from '@/shared/i18n'
import type * as Engine from './flow-engine'
import { toDefinition, type FlowForm } from './flow-form'

/** Core's check of a flow brings an engine for patterns along, so it comes after the page; until then the server alone checks. */
const engine = shallowRef<typeof Engine>()
export const loadEngine = import('./flow-engine').then((loaded) => (engine.value = loaded))

/** Every problem that can be found without asking the server, at its field; with rules that never apply (R-FLO-5). */
export function checkFlow(form: FlowForm): ShownProblem[] {
  const definition = toDefinition(form) as unknown as FlowDefinition
  const parsed = engine.value?.parseFlow(definition)
  const rules = parsed?.ok ? engine.value!.lintFlow(parsed.value) : (parsed?.problems ?? [])
  return [...parseName(form.name, ['name']).problems, ...rules].map(atField)
}

/**
 * The problem at the part of the form that it is about: a condition by its place in the groups
 * (`rules.0.when.parts.1.comparison.value`), an action a group of fields (`rules.0.actions.2.queue`, `otherwise.kind`).
 */
export function atField<P extends ShownProblem>(problem: P): P {
  const path = problem.path[0] === 'definition' ? problem.path.slice(1) : problem.path
  return { ...problem, path: fieldOf(path) }
}

function fieldOf(path: readonly string[]): readonly string[] {
  const [part, index = '', what, second = ''] = path
  if (part === 'otherwise') return ['otherwise', actionField(path)]
  if (part !== 'rules' || index === '') return path
  if (what === 'then') return ['rules', index, 'actions', ...(second ? [second, actionField(path)] : [])]
  return ['rules', index, ...(what === 'when' ? ['when', ...conditionField(path.slice(3))] : ['name'])]
}

/** Groups are `parts`, negations have no place of their own, and a comparison without a group is in one of its own. */
function conditionField(path: readonly string[]): readonly string[] {
  const at = path.indexOf('compare')
  const groups = (at < 0 ? path : path.slice(0, at)).flatMap((step) => (/^\d+$/.test(step) ? ['parts', step] : []))
  if (at < 0) return [...groups, 'match']
  const place = groups.length > 0 ? groups : ['parts', '0']
  const [field = 'value', ...inside] = path.slice(at + 1)
  return [
    ...place,
    'comparison',
    ...(field === 'schedule' ? [field, ...inside] : [field === 'values' ? 'value' : field]),
  ]
}

const ACTION_FIELDS: Readonly<Record<string, string>> = {
  queueId: 'queue',
  skillIds: 'skills',
  addSkillIds: 'skills',
  removeSkillIds: 'skills',
  languageId: 'language',
  setLanguageId: 'language',
  priority: 'priority',
  setPriority: 'priority',
  addLabel: 'label',
  autoReplyId: 'response',
}

/** The field of an action that its problem is about; lists have an index behind their name. */
function actionField(path: readonly string[]): string {
  const name = path.findLast((part) => ACTION_FIELDS[part])
  return (name && ACTION_FIELDS[name]) ?? 'kind'
}
