import { defineAsyncComponent } from 'vue'
import type { Unsaved } from './run'

/** What the page of a form asks before it saves. */
export interface TestsBeforeSave {
  /** False: somebody wants to go back to the form. */
  mayGoOn(unsaved: Unsaved): Promise<boolean>
}

/** What an unsaved change does to the saved tests; its code comes when it is first shown. */
export const WhatWouldChange = defineAsyncComponent(() => import('./WhatWouldChange.vue'))
/** The same as a part of a question that is asked anyway: it runs the tests as soon as it is there. */
export const TestChanges = defineAsyncComponent(() => import('./TestChanges.vue'))
