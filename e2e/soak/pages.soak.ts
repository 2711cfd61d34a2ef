import type { Page } from '@playwright/test'
import { untranslated } from '../fixtures/dictionary.js'
import { load, open, shownTexts, sticksOut } from '../fixtures/inspect.js'
import { startInstallation } from '../fixtures/installation.js'
import { expect, test as base } from '../fixtures/test.js'
import { ANONYMOUS_PAGES, SIGNED_IN_PAGES, type Places } from '../pages/paths.js'
import { Findings } from './findings.js'
import { openEach, refuseReads, refuseWrites } from './openers.js'

/** 1: every page; a smaller share takes each second, third … of them. */
const STEP = Math.round(1 / Number(process.env['SOAK_SCALE'] ?? 1))
const SECTION = 'Every page of the console'
const LONGER = 0.4

interface Pages {
  readonly places: Places
  /** Of an installation that nobody has set up. */
  readonly setUp: string
}

const test = base.extend<object, Pages>({
  places: [async ({ installation }, use) => use(await installation.addFilledOrganisation()), { scope: 'worker' }],
  setUp: [
    async ({}, use) => {
      const { setUpUrl, stop } = await startInstallation()
      await use(setUpUrl)
      await stop()
    },
    { scope: 'worker' },
  ],
})

const shareOf = (paths: readonly string[]) => paths.filter((_, index) => index % STEP === 0)
const pathsIn = (pages: Record<string, (places: Places) => string>, places: Places) =>
  Object.values(pages).map((pathOf) => pathOf(places))

test.describe(() => tryAll('signed in', ({ places }) => shareOf(pathsIn(SIGNED_IN_PAGES, places))))
test.describe(() => {
  test.use({ storageState: { cookies: [], origins: [] } })
  tryAll('without a session', ({ places, setUp }) => shareOf([setUp, ...pathsIn(ANONYMOUS_PAGES, places)]))
})

function tryAll(who: string, pathsOf: (pages: Pages) => readonly string[]): void {
  for (const width of [1280, 360]) {
    const where = `${who}, ${width} px, light and dark`
    test(`axe finds nothing with each thing open, ${where}`, async ({ page, places, setUp }) => {
      const opened = new Findings(SECTION)
      await page.setViewportSize({ width, height: 800 })
      await refuseWrites(page)
      for (const [index, path] of pathsOf({ places, setUp }).entries())
        await openEach(page, path, { frame: index === 0 }, (what) => opened.lookAt(page, `${path} (${what})`))
      opened.note(`findings of axe with each menu, list, dialog and drawer open, ${where}`)
      expect(opened.all).toEqual([])
    })

    test(`axe finds nothing at rest and failed, ${where}`, async ({ page, places, setUp }) => {
      const [atRest, failed] = [new Findings(SECTION), new Findings(SECTION)]
      await page.setViewportSize({ width, height: 800 })
      for (const path of pathsOf({ places, setUp })) {
        await open(page, path)
        await atRest.lookAt(page, path)
      }
      await refuseReads(page)
      for (const path of pathsOf({ places, setUp })) {
        await load(page, path)
        await page.getByRole('heading', { level: 1 }).or(page.getByText('Something went wrong')).first().waitFor()
        await failed.lookAt(page, path)
      }
      atRest.note(`findings of axe at rest, ${where}`)
      failed.note(`findings of axe where the server fails, ${where}`)
      expect([...atRest.all, ...failed.all]).toEqual([])
    })
  }

  test(`no page is wider than a phone, and none has a text that is not translated, ${who}`, async ({
    page,
    places,
    setUp,
  }) => {
    await page.setViewportSize({ width: 360, height: 800 })
    const [wide, english] = [new Findings(SECTION), new Findings(SECTION)]
    const paths = pathsOf({ places, setUp })
    for (const locale of ['de', 'fr'] as const) {
      await page.addInitScript((chosen) => localStorage.setItem('mailroom.locale', chosen), locale)
      for (const path of paths) {
        await open(page, path)
        wide.add(`${locale} ${path}`, ...(await sticksOut(page)))
        english.add(`${locale} ${path}`, ...untranslated(await shownTexts(page), locale))
      }
    }
    wide.note(`parts wider than 360 px, German and French, ${who}`, paths.length * 2)
    english.note(`texts that are not translated, German and French, ${who}`, paths.length * 2)
    expect([...wide.all, ...english.all]).toEqual([])
  })

  test(`texts that are longer by 40 % have room, ${who}`, async ({ page, places, setUp }) => {
    const tight = new Findings(SECTION)
    const paths = pathsOf({ places, setUp })
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      for (const path of paths) {
        await open(page, path)
        await lengthen(page)
        tight.add(`${width} px ${path}`, ...(await sticksOut(page)))
      }
    }
    tight.note(`parts that stick out with texts longer by 40 %, 1280 and 360 px, ${who}`, paths.length * 2)
    expect(tight.all).toEqual([])
  })
}

/** Every text of the page as a wordier language might have it. */
function lengthen(page: Page): Promise<void> {
  return page.evaluate((share) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? ''
      const isData = node.parentElement?.closest('pre,code,[translate=no],script,style')
      if (!isData && /\p{L}{2}/u.test(text))
        node.textContent = `${text} ${text.trim().slice(0, Math.ceil(text.trim().length * share))}`
    }
  }, LONGER)
}
