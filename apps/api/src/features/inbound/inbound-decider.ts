import {
  decideByKnown,
  error,
  type InboundDecision,
  type InboundMail,
  type KnownConfiguration,
  type UnknownKeys,
} from '@mailroom/core'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { GivenUp, type Job } from '../../adapters/threads/thread.js'
import { Threads } from '../../adapters/threads/threads.js'
import { RefusedMail } from './refused-mail.js'

interface Question {
  readonly known: KnownConfiguration
  readonly mail: InboundMail
}
interface Answer {
  readonly decision: InboundDecision
  readonly unknown: UnknownKeys
}
interface TooLong {
  readonly steps: number
}

/** What the flows of an organisation may cost for one mail. */
const SECONDS = 5
const MEGABYTES = 256
/** Steps of a decision that are told: each is some words of an answer. */
const MOST_STEPS = 10_000

const DECIDING: Job<Question> = {
  module: pathToFileURL(createRequire(import.meta.url).resolve('@mailroom/core')).href,
  work: `({ decideByKnown }, { known, mail }) => {
    const answer = decideByKnown(known, mail)
    const steps = answer.decision.trace.length
    return steps > ${MOST_STEPS} ? { steps } : answer
  }`,
  milliseconds: () => SECONDS * 1000,
  megabytes: MEGABYTES,
}

/** Decides about mails. Flows do it in threads: their conditions are what people wrote, over what strangers sent. */
export class InboundDecider {
  readonly #threads = new Threads<Question, Answer | TooLong>(DECIDING)

  /**
   * `RefusedMail` where it takes too long or too many steps, `Busy` where too many wait. By the flows of an `owner` one
   * mail is decided at a time.
   */
  async decide(known: KnownConfiguration, mail: InboundMail, owner?: string): Promise<Answer> {
    const hasFlow = [...known.flows.values()].some((flow) => flow?.published)
    const answer = hasFlow ? await this.#decideApart(known, mail, owner) : decideByKnown(known, mail)
    if ('steps' in answer)
      throw new RefusedMail(error('DECISION_TOO_LONG', [], { limit: MOST_STEPS, count: answer.steps }))
    return answer
  }

  #decideApart(known: KnownConfiguration, mail: InboundMail, owner?: string): Promise<Answer | TooLong> {
    return this.#threads.ask({ known, mail }, owner).catch((reason: unknown) => {
      if (!(reason instanceof GivenUp)) throw reason
      throw new RefusedMail(error('FLOW_TAKES_TOO_LONG', [], { seconds: SECONDS, megabytes: MEGABYTES }))
    })
  }

  async close(): Promise<void> {
    await this.#threads.close()
  }
}
