import type { Page } from '@playwright/test'

/** What the browser says of a page, as web.dev/vitals defines it. */
export interface Vitals {
  /** Largest contentful paint, milliseconds. */
  readonly paint: number
  /** Cumulative layout shift. */
  readonly shift: number
  /** What has shifted. */
  readonly moved: readonly string[]
  /** The slowest interaction until its next paint, milliseconds; 0: all were quicker than 16. */
  readonly interaction: number
}

interface Shift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources: readonly { readonly node: Element | null }[]
}
interface Watched {
  mailroomVitals: { paint: number; shift: number; moved: string[]; interactions: Map<number, number> }
}

/** Watches every page that is opened from now on. */
export function watchVitals(page: Page) {
  return page.addInitScript(() => {
    const vitals = { paint: 0, shift: 0, moved: [] as string[], interactions: new Map<number, number>() }
    Object.assign(globalThis, { mailroomVitals: vitals })
    const watch = (type: string, take: (entry: PerformanceEntry) => void, more: object = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more })
    watch('largest-contentful-paint', ({ startTime }) => (vitals.paint = startTime))
    watch('layout-shift', (entry) => {
      const { value, hadRecentInput, sources } = entry as Shift
      if (hadRecentInput) return
      vitals.shift += value
      vitals.moved.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 150) ?? 'something that is gone'))
    })
    const took = (entry: PerformanceEntry) => {
      const { interactionId = 0, duration } = entry as PerformanceEventTiming
      if (interactionId > 0)
        vitals.interactions.set(interactionId, Math.max(duration, vitals.interactions.get(interactionId) ?? 0))
    }
    watch('event', took, { durationThreshold: 16 })
  })
}

export function vitalsOf(page: Page): Promise<Vitals> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame().then(frame)
    const { paint, shift, moved, interactions } = (globalThis as unknown as Watched).mailroomVitals
    return { paint, shift, moved, interaction: Math.max(0, ...interactions.values()) }
  })
}
