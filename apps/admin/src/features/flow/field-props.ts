import type { useForm } from '@/shared/form'
import type { FlowForm } from './flow-form'

/** What the form gives to each of its inputs. */
export type FieldPropsOf = ReturnType<typeof useForm<FlowForm>>['fieldProps']
