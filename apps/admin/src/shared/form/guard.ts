import { onBeforeUnmount, onMounted, ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router'

/** Asks before unsaved changes are lost by leaving the page; tabs and anchors of the same object do not ask. */
export function useUnsavedGuard(isDirty: () => boolean) {
  const asking = ref(false)
  let answer: (leave: boolean) => void = () => {}

  const ask = () => {
    asking.value = true
    return new Promise<boolean>((resolve) => (answer = resolve))
  }
  const guard = (to: RouteLocationNormalized, from: RouteLocationNormalized) =>
    !isDirty() || to.path === from.path || ask()

  onBeforeRouteLeave(guard)
  onBeforeRouteUpdate(guard)

  const warn = (event: BeforeUnloadEvent) => {
    if (isDirty()) event.preventDefault()
  }
  onMounted(() => addEventListener('beforeunload', warn))
  onBeforeUnmount(() => removeEventListener('beforeunload', warn))

  const decide = (leave: boolean) => {
    asking.value = false
    answer(leave)
  }
  return { asking, decide }
}
