import { nextTick, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { isLinked } from './link'

/**
 * What the URL's fragment holds, as `read` understands it, comes into the form, which is then run. `isBroken`: it holds
 * nothing that can be read. `drop`: takes the fragment from the URL when something else was run.
 */
export function useLink<T extends object>(form: T, read: (fragment: string) => T | null, run: () => void) {
  const route = useRoute()
  const router = useRouter()
  const isBroken = ref(false)

  watch(
    () => route.hash,
    (hash) => {
      const linked = isLinked(hash) ? read(hash) : null
      isBroken.value = isLinked(hash) && !linked
      if (!linked) return
      Object.assign(form, linked)
      void nextTick(run)
    },
    { immediate: true },
  )

  function drop(ran: string | null): void {
    if (isLinked(route.hash) && route.hash !== ran) void router.replace({ query: route.query })
  }
  return { isBroken, drop }
}
