import { onBeforeUnmount, onMounted, useId, useTemplateRef, watch, type Ref } from 'vue'

/**
 * A native modal `<dialog ref="dialog">` that follows a model; closing gives focus back to where it was. Escape and ✕ ask
 * the model: who owns it may keep it open.
 */
export function useModal(open: Ref<boolean | undefined>, closed: () => void) {
  const id = useId()
  const dialog = useTemplateRef<HTMLDialogElement>('dialog')
  /** Taken away while it is open: without closing, it would take the focus with it. */
  let isLeaving = false

  function follow() {
    const element = dialog.value
    if (!element || element.open === Boolean(open.value)) return
    if (open.value) element.showModal()
    else element.close()
  }

  function close() {
    if (!open.value) return
    open.value = false
    closed()
  }

  /** Before the browser, which closes dialogs that were opened one from the other at once; an open list comes first. */
  function onEscape(event: KeyboardEvent) {
    const target = event.target as Element
    const isOwn = target.closest('dialog') === dialog.value && target.getAttribute('aria-expanded') !== 'true'
    if (event.defaultPrevented || !isOwn) return
    event.preventDefault()
    close()
  }

  /** For browsers that close the element by themselves; open again, it stays below what its owner asks. */
  function onClose() {
    if (!open.value || isLeaving) return
    dialog.value?.showModal()
    close()
  }

  onMounted(follow)
  onBeforeUnmount(() => {
    isLeaving = true
    dialog.value?.close()
  })
  watch(open, follow, { flush: 'post' })
  return { titleId: `${id}-title`, onEscape, onClose, close }
}
