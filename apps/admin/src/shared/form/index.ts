export { useForm, type Conflict, type Form, type FormOptions } from './use-form'
export { useUnsavedGuard } from './guard'
export { default as EditForm } from './EditForm.vue'
