import { onScopeDispose, ref } from 'vue'

/** The present time, every second: for what is said relative to it. */
export function useNow() {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
