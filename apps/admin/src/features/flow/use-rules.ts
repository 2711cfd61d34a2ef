import { nextTick, ref } from 'vue'
import { useI18n } from '@/shared/i18n'
import { emptyRule, type FlowForm } from './flow-form'
import type { FieldPropsOf } from './field-props'
import { keyOf } from './keys'

/** Adding, moving and removing rules: the focus goes with the rule, and what happened is said. */
export function useRules(form: { readonly draft: FlowForm; readonly fieldProps: FieldPropsOf }) {
  const { t } = useI18n()
  const announcement = ref('')
  const rules = () => form.draft.rules
  const nameField = (index: number) => document.getElementById(form.fieldProps(`rules.${index}.name`).id)

  async function add(): Promise<void> {
    rules().push(emptyRule())
    await nextTick()
    nameField(rules().length - 1)?.focus()
  }

  /** What had the focus keeps it; a button that is gone at the end of the list hands it to its neighbour. */
  async function move(from: number, step: -1 | 1): Promise<void> {
    if (from + step < 0 || from + step >= rules().length) return
    const [rule] = rules().splice(from, 1)
    if (!rule) return
    const focused = document.activeElement as HTMLElement | null
    rules().splice(from + step, 0, rule)
    announcement.value = t('flow.moved', { name: rule.name, n: from + step + 1 })
    await nextTick()
    const kept = focused?.isConnected && focused !== document.body ? focused : undefined
    const button = ['up', 'down'].flatMap((way) => [
      ...(document.getElementById(`${keyOf(rule)}-${way}`)?.querySelectorAll('button') ?? []),
    ])[0]
    ;(kept ?? button)?.focus()
  }

  async function remove(index: number): Promise<void> {
    const [rule] = rules().splice(index, 1)
    announcement.value = t('flow.removed', { name: rule?.name })
    await nextTick()
    const next =
      nameField(Math.min(index, rules().length - 1)) ?? document.getElementById(`${form.fieldProps('rules').id}`)
    next?.focus()
  }

  return { announcement, add, move, remove }
}
