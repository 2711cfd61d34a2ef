import { defineAsyncComponent } from 'vue'

const load = () => import('./DeleteDialog.vue')

/** Comes after the page: most of what is deleted can be restored, and is not asked about. */
export const DeleteDialog = defineAsyncComponent(load)
load().catch(() => undefined)
