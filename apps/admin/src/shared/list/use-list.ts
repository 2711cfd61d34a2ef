import { defineAsyncComponent } from 'vue'

/** What refers to a thing, for pages that show it only where something is refused. */
export const UseList = defineAsyncComponent(() => import('./UseList.vue'))
