import type { Page } from '@playwright/test'
import { untranslated } from '../fixtures/dictionary.js'
import { open, shownTexts, sticksOut } from '../fixtures/inspect.js'
import { expect, test as base } from '../fixtures/test.js'
import { SIGNED_IN_PAGES, type Places } from '../pages/paths.js'
import { Findings } from './findings.js'
import { openEach, refuseReads, refuseWrites } from './openers.js'

/** 1: every page; a smaller share takes each second, third … of them. */
const STEP = Math.round(1 / Number(process.env['SOAK_SCALE'] ?? 1))
const SECTION = 'Every page of the console'
const LONGER = 0.4

const test = base.extend<{ paths: readonly string[] }, { places: Places }>({
  places: [async ({ installation }, use) => use(await installation.addFilledOrganisation()), { scope: 'worker' }],
  paths: ({ places }, use) =>
    use(
      Object.values(SIGNED_IN_PAGES)
        .filter((_, index) => index % STEP === 0)
        .map((pathOf) => pathOf(places)),
    ),
})

for (const width of [1280, 360]) {
  test(`axe finds nothing, ${width} px wide: at rest, failed, and with each thing open`, async ({ page, paths }) => {
    await page.setViewportSize({ width, height: 800 })
    const [atRest, failed, opened] = [new Findings(SECTION), new Findings(SECTION), new Findings(SECTION)]
    for (const path of paths) {
      await open(page, path)
      await atRest.lookAt(page, path)
    }
    await refuseReads(page)
    for (const path of paths) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).or(page.getByText('Something went wrong')).first().waitFor()
      await failed.lookAt(page, path)
    }
    await page.unroute('**/graphql')
    await refuseWrites(page)
    for (const [index, path] of paths.entries())
      await openEach(page, path, { frame: index === 0 }, (what) => opened.lookAt(page, `${path} (${what})`))
    atRest.note(`findings of axe at rest, ${width} px, light and dark`)
    failed.note(`findings of axe where the server fails, ${width} px, light and dark`)
    opened.note(`findings of axe with each menu, list, dialog and drawer open, ${width} px, light and dark`)
    expect([...atRest.all, ...failed.all, ...opened.all]).toEqual([])
  })
}

test('no page is wider than a phone, and none has a text that is not translated', async ({ page, paths }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  const [wide, english] = [new Findings(SECTION), new Findings(SECTION)]
  for (const locale of ['de', 'fr'] as const) {
    await page.addInitScript((chosen) => localStorage.setItem('mailroom.locale', chosen), locale)
    for (const path of paths) {
      await open(page, path)
      wide.add(`${locale} ${path}`, ...(await sticksOut(page)))
      english.add(`${locale} ${path}`, ...untranslated(await shownTexts(page), locale))
    }
  }
  wide.note('parts wider than 360 px, German and French', paths.length * 2)
  english.note('texts that are not translated, German and French', paths.length * 2)
  expect([...wide.all, ...english.all]).toEqual([])
})

test('texts that are longer by 40 % have room', async ({ page, paths }) => {
  const tight = new Findings(SECTION)
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    for (const path of paths) {
      await open(page, path)
      await lengthen(page)
      tight.add(`${width} px ${path}`, ...(await sticksOut(page)))
    }
  }
  tight.note('parts that stick out with texts longer by 40 %, 1280 and 360 px', paths.length * 2)
  expect(tight.all).toEqual([])
})

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
