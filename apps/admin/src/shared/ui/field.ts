import { computed } from 'vue'

/** Props that every input takes; `useForm().fieldProps(path)` gives the first three and `onLeave`. */
export interface FieldProps {
  id: string
  errors?: readonly string[] | undefined
  warnings?: readonly string[] | undefined
  label: string
  /** One sentence under the label. */
  help?: string | undefined
  /** Shown as required; optional fields say so in words. */
  required?: boolean
  disabled?: boolean
  /** The label is there for assistive technology only. */
  labelHidden?: boolean
}

/** Ids and state that tie help and errors to the control, and `field`: what `<Field>` takes of an input's props. */
export function useFieldWiring(props: FieldProps) {
  const describedBy = computed(() => {
    const parts = [props.help && 'help', props.errors?.length && 'errors', props.warnings?.length && 'warnings']
    return (
      parts
        .filter(Boolean)
        .map((part) => `${props.id}-${String(part)}`)
        .join(' ') || undefined
    )
  })
  const invalid = computed(() => (props.errors?.length ? true : undefined))
  const field = computed(() => {
    const { id, errors, warnings, label, help, required, labelHidden } = props
    return { id, errors, warnings, label, help, required: required ?? false, labelHidden: labelHidden ?? false }
  })
  return { field, describedBy, invalid }
}
