import type { FlowAction, FlowComparison, FlowCondition, FlowRule, Schedule } from '@mailroom/core'
import { currentLocale, useI18n } from '@/shared/i18n'
import { listOf, number } from '@/shared/i18n/format'
import { ACTION_KINDS } from './flow-actions'

type Names = ReadonlyMap<string, string>

/** Conditions and actions of rules in words, as the editor calls them. */
export function useFlowWords(names: () => Names) {
  const { t } = useI18n()
  const nameOf = (id: string) => (id === '' ? t('flow.words.open') : (names().get(id) ?? t('flow.gone')))

  function when(condition: FlowCondition): string {
    if (condition.not) return t('flow.words.not', { condition: when(condition.not) })
    if (condition.compare) return comparison(condition.compare)
    const parts = condition.any ?? condition.all ?? []
    if (parts.length === 0) return t(condition.any ? 'flow.words.never' : 'flow.words.always')
    return listIn(
      parts.map((part) => (isList(part) ? t('flow.words.group', { condition: when(part) }) : when(part))),
      condition.any ? 'disjunction' : 'conjunction',
    )
  }

  function comparison({ field, header, operator, value, values, schedule }: FlowComparison): string {
    const left = field === 'HEADER' ? t('flow.words.header', { name: header ?? '' }) : t(`flow.field.${field}`)
    const sides = { field: left, operator: t(`flow.operator.${operator}`) }
    if (operator === 'EXISTS') return t('flow.words.exists', sides)
    if (schedule) return t('flow.words.schedule', { ...sides, schedule: hours(schedule) })
    const given = values ?? [value ?? '']
    const shown = given.map((one) =>
      t('flow.words.value', { value: field === 'SPAM_VERDICT' ? t(`verdict.${one}`) : one }),
    )
    return t('flow.words.compare', { ...sides, value: listIn(shown, 'disjunction') })
  }

  function hours({ timeZone, open, closedOn }: Schedule): string {
    const times = open.map(({ weekday, from, to }) => `${weekdayName(weekday)} ${from}–${to}`)
    const closed = closedOn?.length ? [t('flow.words.closed', { dates: listOf([...closedOn]) })] : []
    return [timeZone, ...times, ...closed].join(' · ')
  }

  function action(one: FlowAction): string {
    const kind = ACTION_KINDS.find((each) => one[each] !== null && one[each] !== undefined) ?? 'disconnect'
    const details = detailsOf(one)
    const name = t(`flow.kind.${kind}`)
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

/** 1 = Monday; 1 January 2024 was one. */
const weekdayName = (weekday: number) =>
  new Intl.DateTimeFormat(currentLocale.value, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))
