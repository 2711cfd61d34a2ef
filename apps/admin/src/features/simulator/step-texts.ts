import type { TraceStep } from '@mailroom/core'
import { loadMessages, type Messages, type RenderedStep } from '@mailroom/messages'
import { shallowRef, watch } from 'vue'
import { currentLocale } from '@/shared/i18n'

/** The steps of a decision in the console's language, fetched where one is shown; reactive. */
export function useStepTexts(): (step: Pick<TraceStep, 'code' | 'params'>) => RenderedStep {
  const messages = shallowRef<Messages>()
  const load = async () => (messages.value = await loadMessages(currentLocale.value))
  watch(currentLocale, load, { immediate: true })
  return (step) => messages.value?.step(step) ?? { title: '', input: '', result: '' }
}
