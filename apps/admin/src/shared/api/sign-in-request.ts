import { ref } from 'vue'

/** Whether a request waits for its user to sign in again. */
export const signInWanted = ref(false)

/** Somebody else sits there now: what was being done is not theirs. */
export class AnotherPerson extends Error {}

let waiting: { goOn(): void; giveUp(reason: Error): void }[] = []

/** Resolves when the user has signed in again; rejects when somebody else did. */
export function askToSignIn(): Promise<void> {
  signInWanted.value = true
  return new Promise((goOn, giveUp) => waiting.push({ goOn, giveUp }))
}

/** Lets the waiting requests go on, or ends them unsent where somebody else has signed in. */
export function signedInAgain(isAnother: boolean): void {
  signInWanted.value = false
  const ended = waiting
  waiting = []
  for (const { goOn, giveUp } of ended) {
    if (isAnother) giveUp(new AnotherPerson())
    else goOn()
  }
}
