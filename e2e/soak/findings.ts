import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { LEVELS } from '../fixtures/inspect.js'
import { note } from '../../apps/api/soak/figures.js'

/** Rules that a theme decides; the others find in each theme the same. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** What was looked at, and what was found there. */
export class Findings {
  readonly #found = new Map<string, Set<string>>()
  #looks = 0

  constructor(private readonly section: string) {}

  /** In light and dark: findings of axe, WCAG 2.2 A and AA. */
  async lookAt(page: Page, state: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const axe = new AxeBuilder({ page }).exclude('iframe').setLegacyMode()
      const rules = colorScheme === 'light' ? axe.withTags(LEVELS) : axe.withRules(OF_COLOURS)
      const { violations } = await rules.analyze()
      this.#looks++
      for (const { id, html, target } of violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => ({ id, ...node })),
      )) {
        const isOfList = id === 'target-size' && (await isCovered(page, String(target[0])))
        if (!isOfList) this.add(state, `${colorScheme}: ${id}: ${html.slice(0, 200)}`)
      }
    }
  }

  add(state: string, ...found: readonly string[]): void {
    if (found.length > 0) this.#found.set(state, new Set([...(this.#found.get(state) ?? []), ...found]))
  }

  /** All of it, each with the state that it was found in. */
  get all(): readonly string[] {
    return [...this.#found].flatMap(([state, found]) => [...found].map((each) => `${state}: ${each}`))
  }

  /** Notes the figure: nothing may have been found. */
  note(what: string, looks = this.#looks): void {
    const { length } = this.all
    const measured = `${length} in ${looks} looks`
    note({ section: this.section, what, measured, goal: '0', reached: length === 0 && looks > 0 })
  }
}

/** Whether an open list or a bar that stays lies over a part of it, which makes it smaller until that is closed or scrolled. */
function isCovered(page: Page, selector: string): Promise<boolean> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const staysInPlace = (each: Element) => ['fixed', 'sticky'].includes(getComputedStyle(each).position)
      const { left, right, top, bottom } = element.getBoundingClientRect()
      return [...document.querySelectorAll('body *')].filter(staysInPlace).some((over) => {
        const { left: l, right: r, top: t, bottom: b } = over.getBoundingClientRect()
        return !over.contains(element) && l < right && left < r && t < bottom && top < b
      })
    })
}
