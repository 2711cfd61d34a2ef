export { useForm, type Conflict, type Form, type FormOptions } from './use-form'
export { useUnsavedGuard } from './guard'
export { followStored, saveUponStored } from './stored'
export { default as EditForm } from './EditForm.vue'
