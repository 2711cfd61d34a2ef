import { computed, onMounted, onUnmounted, ref, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'
import { translate } from '@/shared/i18n'

const page = ref('')
const place = ref('')
const section = ref('')
/** How many error summaries are on the page. */
const summaries = ref(0)

/** Title of the page for the browser's tab: `Object · Section · Organisation · Mailroom`, and first of all that there is an error. */
export const documentTitle = computed(() => {
  const title = [...new Set([page.value, section.value, place.value, 'Mailroom'])].filter(Boolean).join(' · ')
  return summaries.value > 0 ? translate('form.errorTitle', { title }) : title
})

/** Says in the tab that the page has an error, as long as the component is there. */
export function useErrorTitle(): void {
  onMounted(() => summaries.value++)
  onUnmounted(() => summaries.value--)
}

/** Sets the first part of the title. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => (page.value = toValue(title)))
}

/** Sets the part of the title that tells organisations apart. */
export function usePlaceTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => (place.value = toValue(title)))
}

/** Sets the part of the title that says where in the console the page is. */
export function useSectionTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => (section.value = toValue(title)))
  onUnmounted(() => (section.value = ''))
}
