import { defineAsyncComponent } from 'vue'

/** Few conditions ask for the time: their fields are files of their own. */
export const timeFields = Promise.all([import('./MomentField.vue'), import('./ScheduleFields.vue')])

export const MomentField = defineAsyncComponent(() => timeFields.then(([moment]) => moment))
export const ScheduleFields = defineAsyncComponent(() => timeFields.then(([, schedule]) => schedule))
