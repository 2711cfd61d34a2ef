import { ref } from 'vue'

/** Whether a request waits for its user to sign in again. */
export const signInWanted = ref(false)

let waiting: (() => void)[] = []

/** Resolves when the user has signed in again. */
export function askToSignIn(): Promise<void> {
  signInWanted.value = true
  return new Promise((resolve) => waiting.push(resolve))
}

/** Lets the waiting requests go on. */
export function signedInAgain(): void {
  signInWanted.value = false
  const resolved = waiting
  waiting = []
  for (const resolve of resolved) resolve()
}
