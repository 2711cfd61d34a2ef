import { onMounted, useId, useTemplateRef, watch, type Ref } from 'vue'

/** A native modal `<dialog ref="dialog">` that follows a model; closing gives focus back to where it was. */
export function useModal(open: Ref<boolean | undefined>, closed: () => void) {
  const id = useId()
  const dialog = useTemplateRef<HTMLDialogElement>('dialog')

  function follow() {
    const element = dialog.value
    if (!element || element.open === Boolean(open.value)) return
    if (open.value) element.showModal()
    else element.close()
  }

  /** Also for Escape, which closes the element by itself. */
  function onClose() {
    if (!open.value) return
    open.value = false
    closed()
  }

  onMounted(follow)
  watch(open, follow, { flush: 'post' })
  return { titleId: `${id}-title`, onClose, close: () => dialog.value?.close() }
}
