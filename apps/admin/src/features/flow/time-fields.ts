import { defineAsyncComponent } from 'vue'

const loadMoment = () => import('./MomentField.vue')
const loadSchedule = () => import('./ScheduleFields.vue')

/** Few conditions ask for the time: their fields come after the page, before anybody can have chosen one. */
export const MomentField = defineAsyncComponent(loadMoment)
export const ScheduleFields = defineAsyncComponent(loadSchedule)
Promise.all([loadMoment(), loadSchedule()]).catch(() => undefined)
