import { nextTick } from 'vue'
import { useRouter } from 'vue-router'

const WAIT = 3000

/**
 * On another page (not another query, tab or anchor) the focus goes to its h1, as soon as that is there; a page that
 * has put it into a field keeps it there.
 */
export function useRouteFocus(): void {
  const router = useRouter()
  router.afterEach(async (to, from) => {
    if (!from.name || to.path === from.path || isTabOf(to.matched.at(-2)?.name, from.matched.at(-2)?.name)) return
    await nextTick()
    const until = Date.now() + WAIT
    const focus = () => {
      const heading = document.querySelector<HTMLElement>('main h1')
      const isTaken = document.activeElement?.matches('main input, main textarea')
      if (heading && !isTaken) heading.focus({ preventScroll: true })
      else if (!heading && Date.now() < until) requestAnimationFrame(focus)
    }
    focus()
  })
}

const isTabOf = (to: unknown, from: unknown) => to !== 'organisation' && to !== undefined && to === from
