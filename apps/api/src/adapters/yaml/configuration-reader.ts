import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { checkBytes, CONFIGURATION_LIMITS, error } from '@mailroom/core'
import type { LocatedProblem, Position, ReadConfiguration } from '@mailroom/yaml'
import { GivenUp, type Job } from '../threads/thread.js'
import { Threads } from '../threads/threads.js'

export type { LocatedProblem, Position, ReadConfiguration }

/** With `paths`: where they stand; without: what the file says. */
interface Question {
  readonly text: string
  readonly paths?: readonly (readonly string[])[]
}

/** Many times what a file of ten thousand addresses takes. */
const SECONDS = 10
const MEGABYTES = 1024
/** A larger file ends its thread, which gives the memory back. */
const LARGE = 1_048_576
const START: Position = { line: 1, column: 1 }

const READING: Job<Question> = {
  module: pathToFileURL(createRequire(import.meta.url).resolve('@mailroom/yaml')).href,
  work: '(yaml, { text, paths }) => (paths ? yaml.locate(text, paths) : yaml.readConfiguration(text))',
  milliseconds: () => SECONDS * 1000,
  megabytes: MEGABYTES,
  isLast: ({ text }) => text.length > LARGE,
}

/** Reads configuration files, in threads: one of ten thousand addresses takes seconds. */
export class ConfigurationReader {
  readonly #threads = new Threads<Question, ReadConfiguration | Position[]>(READING)

  /**
   * TOO_LONG beyond the limit, CONFIGURATION_SYNTAX where it takes too long; `Busy` where too many wait. Of an `owner`
   * one file is read at a time.
   */
  async read(text: string, owner: string): Promise<ReadConfiguration> {
    const limit = CONFIGURATION_LIMITS.bytes
    const [tooLong] = checkBytes(Buffer.byteLength(text), limit, ['yaml'])
    if (tooLong) return refused({ problem: tooLong, ...START })
    const read = await this.#ask({ text }, owner)
    const problem = error('CONFIGURATION_SYNTAX', [], { why: 'TOO_LONG_TO_READ', found: '' })
    return read === undefined ? refused({ problem, ...START }) : (read as ReadConfiguration)
  }

  /** Where each path stands in the file, or the nearest above that is there. */
  async locate(text: string, paths: readonly (readonly string[])[], owner: string): Promise<readonly Position[]> {
    if (paths.length === 0) return []
    return ((await this.#ask({ text, paths }, owner)) as Position[] | undefined) ?? paths.map(() => START)
  }

  async close(): Promise<void> {
    await this.#threads.close()
  }

  async #ask(question: Question, owner: string): Promise<ReadConfiguration | Position[] | undefined> {
    return this.#threads.ask(question, owner).catch((reason: unknown) => {
      if (!(reason instanceof GivenUp)) throw reason
      return undefined
    })
  }
}

function refused(problem: LocatedProblem): ReadConfiguration {
  return { configuration: null, problems: [problem] }
}
