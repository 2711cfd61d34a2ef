import { nextTick, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { isLinked } from './link'

/**
 * What the URL's fragment holds: `take` puts it into the form, which is then run. `isBroken`: it holds nothing that can be
 * taken. `drop`: takes the fragment from the URL when something else was run.
 */
export function useLink(take: (fragment: string) => boolean, run: () => void) {
  const route = useRoute()
  const router = useRouter()
  const isBroken = ref(false)

  watch(
    () => route.hash,
    (hash) => {
      isBroken.value = isLinked(hash) && !take(hash)
      if (isLinked(hash) && !isBroken.value) void nextTick(run)
    },
    { immediate: true },
  )

  function drop(ran: string | null): void {
    if (isLinked(route.hash) && route.hash !== ran) void router.replace({ query: route.query })
  }
  return { isBroken, drop }
}
