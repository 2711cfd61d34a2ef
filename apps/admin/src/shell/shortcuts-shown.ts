import { ref } from 'vue'

/** Whether the list of shortcuts is open. */
export const shortcutsShown = ref(false)
