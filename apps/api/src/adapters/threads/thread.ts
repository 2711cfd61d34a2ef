import { Worker } from 'node:worker_threads'

/** Work for a thread of its own. */
export interface Job<Q> {
  /** URL of the built module that does it. */
  readonly module: string
  /** JavaScript: `(module, question) => answer`, or a promise of it. */
  readonly work: string
  /** How long one question may take, not counting the start of a thread. */
  milliseconds(question: Q): number
  readonly megabytes: number
  /** A question that leaves so much memory behind that the thread ends with it. */
  isLast?(question: Q): boolean
}

/** The thread took more time or memory than its job may. */
export class GivenUp extends Error {}

const LONGEST_START_MS = 20_000

type Reply<A> = { readonly answer: A } | { readonly failure: string }
type Message<A> = 'begun' | Reply<A>

/** A string of JavaScript, so that it runs alike from sources and from the build. */
const scriptOf = (work: string) => `
  const { parentPort, workerData } = require('node:worker_threads')
  const work = ${work}
  const loading = import(workerData)
  parentPort.on('message', (question) => loading
    .then((module) => (parentPort.postMessage('begun'), work(module, question)))
    .then((answer) => ({ answer }), (reason) => ({ failure: String(reason) }))
    .then((reply) => parentPort.postMessage(reply)))
`

/** A thread that answers one question at a time. It starts with the first, and anew after one that it gave up. */
export class Thread<Q, A> {
  #worker: Worker | undefined

  constructor(private readonly job: Job<Q>) {}

  /** `GivenUp` where it takes more than the job allows. */
  async ask(question: Q): Promise<A> {
    const worker = (this.#worker ??= this.#start())
    const reply = await replyOf<A>(worker, question, this.job.milliseconds(question))
    if (reply === undefined || this.job.isLast?.(question)) await this.end()
    if (reply === undefined) throw new GivenUp()
    if ('failure' in reply) throw new Error(reply.failure)
    return reply.answer
  }

  async end(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  /** It does not keep the process alive. */
  #start(): Worker {
    const { module, work, megabytes } = this.job
    const resourceLimits = { maxOldGenerationSizeMb: megabytes }
    const worker = new Worker(scriptOf(work), { eval: true, workerData: module, resourceLimits })
    worker
      .on('error', () => {})
      .on('exit', () => {
        if (this.#worker === worker) this.#worker = undefined
      })
    worker.unref()
    return worker
  }
}

/** The thread's reply; undefined where it ended or its time did. */
function replyOf<A>(worker: Worker, question: unknown, milliseconds: number): Promise<Reply<A> | undefined> {
  return new Promise((resolve) => {
    const end = (reply?: Reply<A>) => {
      clearTimeout(timer)
      worker.off('message', take).off('exit', giveUp)
      resolve(reply)
    }
    const giveUp = () => end()
    // A reply that is there already counts, however late this process comes to look.
    const limit = (time: number) => setTimeout(() => setImmediate(giveUp), time)
    const take = (message: Message<A>) => {
      if (message !== 'begun') return end(message)
      clearTimeout(timer)
      timer = limit(milliseconds)
    }
    let timer = limit(LONGEST_START_MS)
    worker.on('message', take).on('exit', giveUp)
    worker.postMessage(question)
  })
}
