import { defineAsyncComponent } from 'vue'

/** What was deleted under a name that is about to be used again, for forms that make something. */
export const RestoreInstead = defineAsyncComponent(() => import('./RestoreInstead.vue'))
