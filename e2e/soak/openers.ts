import type { Page, Route } from '@playwright/test'
import { open } from '../fixtures/inspect.js'

/** What may open something over or in the page. */
const OPENERS = 'button, summary, [role=combobox]'
const OVERLAYS = 'dialog[open], [role=menu], [role=listbox], details[open], [role=alert]'
/** The frame is the same everywhere: it is opened on one page. */
const FRAME = 'header, nav, aside'

/** Nothing that is pressed changes anything: the server fails to, as it may. */
export async function refuseWrites(page: Page): Promise<void> {
  await page.route('**/graphql', (route) => (isWrite(route) ? fail(route) : route.continue()))
}

/** Every question of a page but who is asking is answered by a failure. */
export async function refuseReads(page: Page): Promise<void> {
  await page.route('**/graphql', (route) => (nameOf(route) === 'Viewer' ? route.continue() : fail(route)))
}

const bodyOf = (route: Route) => route.request().postDataJSON() as { query?: string; operationName?: string } | null
const nameOf = (route: Route) => bodyOf(route)?.operationName
const isWrite = (route: Route) => /^\s*mutation\b/.test(bodyOf(route)?.query ?? '')

const fail = (route: Route) =>
  route.fulfill({
    json: { data: null, errors: [{ message: 'Failed', extensions: { code: 'INTERNAL', incident: '0f3a-77' } }] },
  })

/**
 * Presses, one after the other, everything on the page that may open something; `look` sees the page each time something
 * is open. Of many alike (`Actions: …` of each row) the first is pressed.
 */
export async function openEach(
  page: Page,
  path: string,
  { frame }: { readonly frame: boolean },
  look: (what: string) => Promise<void>,
): Promise<void> {
  await open(page, path)
  const names = await namesOf(page, frame)
  const atRest = await stateOf(page)
  for (const [place, name] of names) {
    const opener = page.locator(OPENERS).nth(place)
    await opener.click({ timeout: 1_000 }).catch(() => undefined)
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
    if ((await page.locator(OVERLAYS).filter({ visible: true }).count()) > 0) await look(name)
    await page.keyboard.press('Escape')
    if ((await stateOf(page)) !== atRest) await open(page, path)
  }
}

/** What a page is made of and where it is: one that is as it was needs not be loaded anew. */
const stateOf = (page: Page) => page.evaluate(() => location.href + document.body.innerHTML)

/** The first of each kind: its place among all, and what it is called. */
async function namesOf(page: Page, frame: boolean): Promise<[place: number, name: string][]> {
  const found = await page.locator(OPENERS).evaluateAll(
    (elements, { frameOf, withFrame }) =>
      elements.map((element) => {
        const isShown =
          element.checkVisibility() && !element.matches(':disabled') && (withFrame || !element.closest(frameOf))
        const label = element.getAttribute('aria-label') ?? element.textContent ?? ''
        return isShown ? `${element.tagName} ${label.trim() || element.id}` : ''
      }),
    { frameOf: FRAME, withFrame: frame },
  )
  const kinds = new Map<string, [number, string]>()
  for (const [place, name] of found.entries()) {
    const kind = name.split(/[:“„«]/)[0]!
    if (name && !kinds.has(kind)) kinds.set(kind, [place, name])
  }
  return [...kinds.values()]
}
