import { computed, ref, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

const page = ref('')
const place = ref('')

/** Title of the page for the browser's tab: `Object · Organisation · Mailroom`. */
export const documentTitle = computed(() => [page.value, place.value, 'Mailroom'].filter(Boolean).join(' · '))

/** Sets the first part of the title. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => (page.value = toValue(title)))
}

/** Sets the part of the title that tells organisations apart. */
export function usePlaceTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => (place.value = toValue(title)))
}
