import { onBeforeUnmount, onMounted, ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router'

/** The URL names an object by its path, or as the one that is open beside a list; tabs and anchors do not matter. */
const isSameObject = (a: RouteLocationNormalized, b: RouteLocationNormalized) =>
  a.path === b.path && a.query['open'] === b.query['open']

/** Asks before unsaved changes are lost by leaving their object. */
export function useUnsavedGuard(isDirty: () => boolean) {
  const asking = ref(false)
  let answer: (leave: boolean) => void = () => {}

  const ask = () => {
    asking.value = true
    return new Promise<boolean>((resolve) => (answer = resolve))
  }
  const guard = (to: RouteLocationNormalized, from: RouteLocationNormalized) =>
    !isDirty() || isSameObject(to, from) || ask()

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
