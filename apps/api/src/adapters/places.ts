/** At most so many at once; who comes later waits in line. */
export class Places {
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(count: number) {
    this.#free = count
  }

  /** Runs the work as soon as a place is free; undefined where that takes longer than the milliseconds given. */
  async with<T>(patience: number, work: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#take(patience))) return undefined
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #take(patience: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free--
      return true
    }
    return new Promise((resolve) => {
      const enter = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1)
        resolve(false)
      }, patience)
      this.#waiting.push(enter)
    })
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}

/** A place for each of many: one at once of an owner, whatever others do. */
export class PlaceOfEach {
  readonly #all = new Map<string, { readonly places: Places; users: number }>()

  /** As `Places`. */
  async with<T>(owner: string, patience: number, work: () => Promise<T>): Promise<T | undefined> {
    const own = this.#all.get(owner) ?? { places: new Places(1), users: 0 }
    this.#all.set(owner, own)
    own.users++
    try {
      return await own.places.with(patience, work)
    } finally {
      if (--own.users === 0) this.#all.delete(owner)
    }
  }
}
