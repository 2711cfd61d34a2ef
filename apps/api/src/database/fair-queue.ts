import { Unavailable } from './unavailable.js'

export interface FairQueueLimits {
  /** How much runs at the same time in all, and of one lane. */
  readonly atOnce: number
  readonly atOncePerLane: number
  /** How much may wait in all, and of one lane. */
  readonly waiting: number
  readonly waitingPerLane: number
}

interface Lane {
  running: number
  readonly waiting: (() => void)[]
}

/**
 * Work of several organisations takes turns: who has much to do waits behind the own work and not before that of others.
 * More than can be done soon is refused (`Unavailable`).
 */
export class FairQueue {
  /** In the order of their turns; a lane that had its turn goes to the end. */
  readonly #lanes = new Map<string, Lane>()
  #running = 0
  #waiting = 0
  #idle: (() => void)[] = []

  constructor(private readonly limits: FairQueueLimits) {}

  /** How much waits. */
  get length(): number {
    return this.#waiting
  }

  /** Runs the work in the turn of its lane. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(name) ?? { running: 0, waiting: [] }
    if (this.#waiting >= this.limits.waiting || lane.waiting.length >= this.limits.waitingPerLane) {
      throw new Unavailable('BUSY', undefined)
    }
    this.#lanes.set(name, lane)
    await new Promise<void>((start) => {
      lane.waiting.push(start)
      this.#waiting++
      this.#startNext()
    })
    try {
      return await work()
    } finally {
      lane.running--
      this.#running--
      this.#startNext()
      this.#forget(name, lane)
    }
  }

  /** Resolves when nothing runs or waits. */
  async idle(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #startNext(): void {
    for (const [name, lane] of this.#lanes) {
      if (this.#running >= this.limits.atOnce) return
      if (lane.running >= this.limits.atOncePerLane) continue
      const start = lane.waiting.shift()
      if (!start) continue
      this.#waiting--
      this.#running++
      lane.running++
      this.#lanes.delete(name)
      this.#lanes.set(name, lane)
      start()
      return this.#startNext()
    }
  }

  #forget(name: string, lane: Lane): void {
    if (lane.running === 0 && lane.waiting.length === 0) this.#lanes.delete(name)
    if (this.#running > 0) return
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
