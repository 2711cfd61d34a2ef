import type { Page } from '@playwright/test'
import { untranslated } from '../fixtures/dictionary.js'
import { expectAccessible, expectNoSidewaysScrolling, open, shownTexts } from '../fixtures/inspect.js'
import { expect, test as base } from '../fixtures/test.js'
import { ANONYMOUS_PAGES, SIGNED_IN_PAGES, type Places } from '../pages/paths.js'

const test = base.extend<object, { places: Places }>({
  places: [async ({ installation }, use) => use(await installation.addFilledOrganisation()), { scope: 'worker' }],
})

tryAll(SIGNED_IN_PAGES)

test.describe('without a session', () => {
  test.use({ storageState: { cookies: [], origins: [] } })
  tryAll(ANONYMOUS_PAGES)
})

function tryAll(pages: Record<string, (places: Places) => string>): void {
  for (const [name, pathOf] of Object.entries(pages)) {
    test(`${name}: accessible in light and dark`, async ({ page, places }) => {
      await open(page, pathOf(places))
      await expectAccessible(page)
    })

    test(`${name}: German and French, on a phone`, async ({ page, places }) => {
      await page.setViewportSize({ width: 360, height: 800 })
      for (const locale of ['de', 'fr'] as const) {
        await choose(page, locale)
        await open(page, pathOf(places))
        await expectNoSidewaysScrolling(page)
        expect.soft(untranslated(await shownTexts(page), locale)).toEqual([])
      }
    })
  }
}

/** Chooses the console's language as the switch of the console does. */
async function choose(page: Page, locale: string): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('mailroom.locale', chosen), locale)
}
