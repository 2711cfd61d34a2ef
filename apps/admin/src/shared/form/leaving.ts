import { inject, provide, type InjectionKey } from 'vue'

const LEAVING: InjectionKey<() => void> = Symbol('leaving')

/** Lets what is inside a form leave it without a question about unsaved changes. */
export function provideLeaving(leave: () => void): void {
  provide(LEAVING, leave)
}

/** Call before a navigation that gives the form up on purpose; outside of a form it does nothing. */
export function useLeaving(): () => void {
  return inject(LEAVING, () => {})
}
