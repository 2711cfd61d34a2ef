import { onBeforeUnmount, onMounted } from 'vue'

/** Parts of the address's page, in order; also the anchors of its URL. */
export const SECTIONS = ['identity', 'routing', 'spam', 'signature', 'history', 'actions'] as const
export type Section = (typeof SECTIONS)[number]

/** Leads to a part of the page, its heading getting the focus. */
export function jumpTo(section: string): void {
  const heading = document.getElementById(`${section}-title`)
  heading?.scrollIntoView?.({ block: 'start' })
  heading?.focus({ preventScroll: true })
}

/** Alt+1 to Alt+6 lead to the parts of the page, as does an anchor in its URL. */
export function useSectionKeys(hash: () => string): void {
  const onKey = (event: KeyboardEvent) => {
    const section = event.altKey && !event.ctrlKey ? SECTIONS[Number(event.key) - 1] : undefined
    if (!section) return
    event.preventDefault()
    jumpTo(section)
  }
  onMounted(() => {
    addEventListener('keydown', onKey)
    if (hash()) jumpTo(hash().slice(1))
  })
  onBeforeUnmount(() => removeEventListener('keydown', onKey))
}
