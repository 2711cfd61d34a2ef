import { onScopeDispose, ref, watch } from 'vue'

const EVERY_MILLISECONDS = 5_000

/** Whether new entries are looked for by themselves: off until somebody turns it on, and still while the page is hidden. */
export function useTail(look: () => unknown) {
  const isLive = ref<boolean | null>(false)
  let timer: ReturnType<typeof setInterval> | undefined
  const round = () => {
    if (!document.hidden) look()
  }
  watch(isLive, (wanted) => {
    clearInterval(timer)
    if (!wanted) return
    round()
    timer = setInterval(round, EVERY_MILLISECONDS)
  })
  onScopeDispose(() => clearInterval(timer))
  return isLive
}
