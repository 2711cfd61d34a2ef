import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { configurationYaml, type Configuration, type Steps } from '@mailroom/core'

const PIECES_AT_ONCE = 500

/** Lets others have their turn between the steps. */
export async function inSteps<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await setImmediate()
  }
}

/** The file, written piece by piece. */
export async function textOf(configuration: Configuration): Promise<string> {
  let text = ''
  let pieces = 0
  for (const piece of configurationYaml(configuration)) {
    text += piece
    if (++pieces % PIECES_AT_ONCE === 0) await setImmediate()
  }
  return text
}

/** Of what is stored and of the file that is to be applied. */
export async function fingerprintOf(stored: Configuration, yaml: string): Promise<string> {
  const hash = createHash('sha256').update(await textOf(stored))
  return hash.update('\0').update(yaml).digest('base64url')
}
