import { nextTick, type Ref } from 'vue'

/** Leads the focus and the eye to what a run came to, once it is there. */
export async function toResult(result: Readonly<Ref<HTMLElement | null>>): Promise<void> {
  await nextTick()
  result.value?.focus({ preventScroll: true })
  result.value?.scrollIntoView?.({ block: 'start' })
}
