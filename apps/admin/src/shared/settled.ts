import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

const PAUSE_MS = 400

/** The value as it was when it last stood still for a moment: not every key asks the API. */
export function useSettled<T>(value: () => T): Readonly<Ref<T>> {
  const settled = shallowRef(value())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(value, (next) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = next), PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return settled
}
