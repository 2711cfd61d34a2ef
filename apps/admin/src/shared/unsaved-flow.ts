import type { FlowDefinition } from '@mailroom/core'
import { shallowReactive } from 'vue'

/** A flow's draft, kept while its user tries it in the simulator as if it were published. */
export interface UnsavedFlow {
  readonly flowId: string
  readonly name: string
  /** Where the form is: to come back. */
  readonly path: string
  readonly definition: FlowDefinition
  /** Whether core finds nothing in it that would keep it from being published. */
  readonly valid: boolean
  /** Names of what the draft refers to, by id. */
  readonly names: ReadonlyMap<string, string>
  /** The form itself where it has unsaved changes, for its page alone; null: the draft is as stored. */
  readonly form: unknown
}

const kept = shallowReactive(new Map<string, UnsavedFlow>())

const warn = (event: BeforeUnloadEvent) => {
  if ([...kept.values()].some(({ form }) => form !== null)) event.preventDefault()
}

/** Keeps a draft until its page takes it back; leaving the console with unsaved changes asks first. */
export function keepUnsavedFlow(unsaved: UnsavedFlow): void {
  kept.set(unsaved.flowId, unsaved)
  addEventListener('beforeunload', warn)
}

/** The kept draft of a flow; reactive. */
export function unsavedFlowOf(flowId: string): UnsavedFlow | undefined {
  return kept.get(flowId)
}

/** The kept draft, which is kept no longer. */
export function takeUnsavedFlow(flowId: string): UnsavedFlow | undefined {
  const unsaved = kept.get(flowId)
  kept.delete(flowId)
  if (kept.size === 0) removeEventListener('beforeunload', warn)
  return unsaved
}
