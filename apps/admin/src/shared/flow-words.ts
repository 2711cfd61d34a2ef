import type { FlowAction, FlowCondition, FlowRule } from '@mailroom/core'
import { currentLocale, useI18n, valueName } from '@/shared/i18n'
import { listOf, number } from '@/shared/i18n/format'
import { comparisonText } from './flow-comparison'
import { ACTION_KINDS } from './flow-actions'

type Names = ReadonlyMap<string, string>

/** What conditions and actions are called. */
export type FlowWords = ReturnType<typeof useFlowWords>

/** Conditions and actions of rules in words, as the editor calls them. */
export function useFlowWords(names: () => Names) {
  const { t } = useI18n()
  const nameOf = (id: string) => (id === '' ? t('flow.words.open') : (names().get(id) ?? t('flow.gone')))

  function when(condition: FlowCondition): string {
    if (condition.not) return t('flow.words.not', { condition: when(condition.not) })
    if (condition.compare) return comparisonText(condition.compare)
    const parts = condition.any ?? condition.all ?? []
    if (parts.length === 0) return t(condition.any ? 'flow.words.never' : 'flow.words.always')
    return listIn(
      parts.map((part) => (isList(part) ? t('flow.words.group', { condition: when(part) }) : when(part))),
      condition.any ? 'disjunction' : 'conjunction',
    )
  }

  function action(one: FlowAction): string {
    const kind = ACTION_KINDS.find((each) => one[each] !== null && one[each] !== undefined) ?? 'disconnect'
    const details = detailsOf(one)
    const name = valueName('actions', kind)
    return details.length > 0 ? t('flow.words.action', { name, details: details.join(' · ') }) : name
  }

  function detailsOf(one: FlowAction): string[] {
    const target = one.transferToQueue
    if (target) {
      const { queueId, skillIds, languageId, priority } = target
      return [
        nameOf(queueId),
        ...(skillIds?.length ? [listOf(skillIds.map(nameOf))] : []),
        ...(languageId ? [nameOf(languageId)] : []),
        ...(typeof priority === 'number' ? [t('flow.words.priority', { n: number(priority) })] : []),
      ]
    }
    const skills = one.addSkillIds ?? one.removeSkillIds
    if (skills) return [listOf(skills.map(nameOf))]
    if (typeof one.setPriority === 'number') return [number(one.setPriority)]
    const id = one.setLanguageId ?? one.autoReplyId
    return typeof id === 'string' ? [nameOf(id)] : one.addLabel ? [one.addLabel] : []
  }

  return { when, action, then: (rule: Pick<FlowRule, 'then'>) => listOf(rule.then.map(action)) }
}

const isList = ({ all, any }: FlowCondition) => (all ?? any ?? []).length > 1

const listIn = (items: readonly string[], type: 'conjunction' | 'disjunction') =>
  new Intl.ListFormat(currentLocale.value, { type }).format(items)
