import { ref } from 'vue'

/** Removing by keyboard in a field of chips: Backspace marks the last, Backspace or Delete then removes it. */
export function useChipKeys(count: () => number, remove: (index: number) => void) {
  const marked = ref(-1)

  /** Whether the key was for the chips; only asked while nothing is typed. */
  function onKey(event: KeyboardEvent): boolean {
    const removes = event.key === 'Backspace' || event.key === 'Delete'
    if (removes && marked.value >= 0) remove(marked.value)
    marked.value = event.key === 'Backspace' && marked.value < 0 ? count() - 1 : -1
    if (removes) event.preventDefault()
    return removes
  }
  return { marked, onKey }
}
