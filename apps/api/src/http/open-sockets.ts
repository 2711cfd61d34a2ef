import type { Principal } from '../auth/principal.js'

/** A browser with dozens of pages open stays far below. */
const SOCKETS_AT_MOST = 50

/** How many sockets a session or an API key has open in this process. */
export class OpenSockets {
  private readonly counts = new Map<string, number>()

  /** What leaves again, once however often it is called; null where there are too many. */
  enter({ sessionHash, apiKey }: Principal): (() => void) | null {
    const id = sessionHash ?? apiKey?.id ?? ''
    const count = this.counts.get(id) ?? 0
    if (count >= SOCKETS_AT_MOST) return null
    this.counts.set(id, count + 1)
    let isIn = true
    return () => {
      if (isIn) this.leave(id)
      isIn = false
    }
  }

  private leave(id: string): void {
    const left = (this.counts.get(id) ?? 0) - 1
    if (left > 0) this.counts.set(id, left)
    else this.counts.delete(id)
  }
}
