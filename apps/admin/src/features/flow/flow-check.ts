import { parseFlow, parseName, type FlowDefinition } from '@mailroom/core'
import type { ShownProblem } from '@/shared/i18n'
import { toDefinition, type FlowForm } from './flow-form'

/** Every problem that can be found without asking the server, at its field. */
export function checkFlow(form: FlowForm): ShownProblem[] {
  const definition = toDefinition(form) as unknown as FlowDefinition
  const problems = [...parseName(form.name, ['name']).problems, ...parseFlow(definition, {}).problems]
  return problems.map(atField)
}

/**
 * The problem at the part of the form that it is about: a condition of a rule is one line (`rules.0.comparisons.1`), an
 * action a group of fields (`rules.0.actions.2.queue`, `otherwise.kind`).
 */
export function atField<P extends ShownProblem>(problem: P): P {
  const path = problem.path[0] === 'definition' ? problem.path.slice(1) : problem.path
  return { ...problem, path: fieldOf(path) }
}

function fieldOf(path: readonly string[]): readonly string[] {
  const [part, index = '', what, second = '', third] = path
  if (part === 'otherwise') return ['otherwise', actionField(path)]
  if (part !== 'rules' || !what || what === 'name') return path
  if (what === 'then') return ['rules', index, 'actions', ...(second ? [second, actionField(path)] : [])]
  return third === undefined ? ['rules', index, 'comparisons'] : ['rules', index, 'comparisons', third]
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
