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

/** What the flows of an organisation may cost for one mail. */
const SECONDS = 3
const MEGABYTES = 256

const DECIDING: Job<Question> = {
  module: pathToFileURL(createRequire(import.meta.url).resolve('@mailroom/core')).href,
  work: '({ decideByKnown }, { known, mail }) => decideByKnown(known, mail)',
  milliseconds: () => SECONDS * 1000,
  megabytes: MEGABYTES,
}

/** Decides about mails. Flows do it in threads: their conditions are what people wrote, over what strangers sent. */
export class InboundDecider {
  readonly #threads = new Threads<Question, Answer>(DECIDING)

  /** `RefusedMail` where flows take too long, `Busy` where too many wait. */
  async decide(known: KnownConfiguration, mail: InboundMail): Promise<Answer> {
    const hasFlow = [...known.flows.values()].some((flow) => flow?.published)
    if (!hasFlow) return decideByKnown(known, mail)
    return this.#threads.ask({ known, mail }).catch((reason: unknown) => {
      if (!(reason instanceof GivenUp)) throw reason
      throw new RefusedMail(error('FLOW_TAKES_TOO_LONG', [], { seconds: SECONDS, megabytes: MEGABYTES }))
    })
  }

  async close(): Promise<void> {
    await this.#threads.close()
  }
}
