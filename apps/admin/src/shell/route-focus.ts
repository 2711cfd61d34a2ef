import { nextTick } from 'vue'
import { useRouter } from 'vue-router'

const WAIT = 3000

/** On another page (not another query, tab or anchor) the focus goes to its h1, as soon as that is there. */
export function useRouteFocus(): void {
  const router = useRouter()
  router.afterEach(async (to, from) => {
    if (!from.name || to.path === from.path || isTabOf(to.matched.at(-2)?.name, from.matched.at(-2)?.name)) return
    await nextTick()
    const until = Date.now() + WAIT
    const focus = () => {
      const heading = document.querySelector<HTMLElement>('main h1')
      if (heading) heading.focus({ preventScroll: true })
      else if (Date.now() < until) requestAnimationFrame(focus)
    }
    focus()
  })
}

const isTabOf = (to: unknown, from: unknown) => to !== 'organisation' && to !== undefined && to === from
