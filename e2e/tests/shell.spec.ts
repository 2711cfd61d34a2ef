import type { Page } from '@playwright/test'
import { open, settled } from '../fixtures/inspect.js'
import { expect, test } from '../fixtures/test.js'
import { SIGNED_IN_PAGES } from '../pages/paths.js'

const CREATE_QUEUE = 'mutation ($input: CreateQueueInput!) { createQueue(input: $input) { problems { code } } }'

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

/** What somebody does with the keyboard, and how many keys that takes: Control is one of its own. */
function keysOf(page: Page) {
  const keys = {
    count: 0,
    async press(...chords: string[]) {
      for (const chord of chords) {
        keys.count += chord.split('+').length
        await page.keyboard.press(chord)
      }
    },
    async type(text: string) {
      keys.count += text.length
      await page.keyboard.type(text)
    },
  }
  return keys
}

test('from the overview to a routed address on a new domain in at most 40 keys', async ({ page, installation }) => {
  const { id, slug } = await installation.addOrganisation()
  await installation.call(CREATE_QUEUE, { input: { organizationId: id, name: 'Billing' } })
  await open(page, `/o/${slug}`)
  const keys = keysOf(page)

  await keys.press('Control+k')
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused()
  await keys.type('ad')
  await keys.press('Enter')
  await expect(page.getByRole('textbox', { name: /^Domain name/ })).toBeFocused()
  await keys.type('support.acme.com')
  await keys.press('Enter')
  await heading(page, 'support.acme.com')
  await settled(page)
  await keys.press('c')
  await expect(page.getByRole('textbox', { name: /^Email address/ })).toBeFocused()
  await keys.type('help')
  await keys.press('Tab', 'Tab')
  await expect(page.getByRole('combobox', { name: /^Queue/ })).toBeFocused()
  await keys.type('bil')
  await expect(page.getByRole('option', { name: 'Billing' })).toBeVisible()
  await keys.press('Enter', 'Control+s')
  await heading(page, 'help@support.acme.com')
  expect(keys.count).toBeLessThanOrEqual(40)
  test.info().annotations.push({ type: 'keys', description: String(keys.count) })
})

test('the same in at most 6 clicks and 30 characters by mouse', async ({ page, installation }) => {
  const { id, slug } = await installation.addOrganisation()
  await installation.call(CREATE_QUEUE, { input: { organizationId: id, name: 'Billing' } })
  await open(page, `/o/${slug}`)
  const main = page.getByRole('main')
  const keys = keysOf(page)
  let clicks = 0
  const click = async (target: ReturnType<Page['getByRole']>) => {
    clicks++
    await target.click()
  }

  await click(main.getByRole('link', { name: /^Add.*domain/ }).first())
  await expect(page.getByRole('textbox', { name: /^Domain name/ })).toBeFocused()
  await keys.type('support.acme.net')
  await click(main.getByRole('button', { name: 'Add domain' }))
  await heading(page, 'support.acme.net')
  await click(main.getByRole('link', { name: 'Add address' }))
  await expect(page.getByRole('textbox', { name: /^Email address/ })).toBeFocused()
  await keys.type('help')
  await click(page.getByRole('combobox', { name: /^Queue/ }))
  await click(page.getByRole('option', { name: 'Billing' }))
  await click(main.getByRole('button', { name: 'Add address' }))
  await heading(page, 'help@support.acme.net')
  expect(clicks).toBeLessThanOrEqual(6)
  expect(keys.count).toBeLessThanOrEqual(30)
  test.info().annotations.push({ type: 'clicks and characters', description: `${clicks} and ${keys.count}` })
})

/** Goes there as a link of the console does, without loading it anew. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({ ...history.state }, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, path)
  await settled(page)
}

/** Where the focus is: on the heading, in a field of the page or in what lies over it. */
const focusOf = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement
    if (focused?.matches('main h1')) return 'heading'
    return focused?.closest('main, dialog') ? 'inside' : (focused?.outerHTML.slice(0, 100) ?? 'nothing')
  })

test('every page says where it is, takes the focus and has its help at one place', async ({ page, installation }) => {
  test.setTimeout(180_000)
  const places = await installation.addFilledOrganisation()
  await open(page, `/o/${places.slug}`)
  for (const [name, pathOf] of Object.entries(SIGNED_IN_PAGES)) {
    const path = pathOf(places)
    const before = await page.getByRole('heading', { level: 1 }).elementHandle()
    await follow(page, path)
    await before?.waitForElementState('hidden').catch(() => undefined)
    await expect.soft(page.getByRole('button', { name: 'Help', exact: true }), name).toBeVisible()
    await expect.poll(() => focusOf(page), { message: name }).toMatch(/heading|inside/)
    const title = await page.getByRole('heading', { level: 1 }).innerText()
    await expect.poll(() => page.title(), { message: name }).toMatch(/ · Mailroom$/)
    if (!path.includes('open=')) expect.soft(await page.title(), name).toContain(title)
    if (path.startsWith('/o/')) expect.soft(await page.title(), name).toContain('Northwind Travel')
    const [, , , section, ...thing] = new URL(page.url()).pathname.split('/')
    const isOfOneThing = path.startsWith('/o/')
      ? thing.length > 0 && section !== 'simulator'
      : /organisations\/./.test(path)
    if (!isOfOneThing) continue
    const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' })
    await expect.soft(crumbs.getByRole('link').first(), name).toBeVisible()
    await expect.soft(crumbs.locator('li').last().locator('[aria-current=page]'), name).toHaveCount(1)
  }
})

test('tabs and filters leave the focus; the language keeps URL and form', async ({ page, installation }) => {
  const { slug, domain } = await installation.addFilledOrganisation()
  await open(page, `/o/${slug}/domains/${domain}/dns`)
  const tab = page.getByRole('navigation', { name: /^Views of/ }).getByRole('link', { name: 'Settings' })
  await tab.click()
  await expect(page).toHaveURL(/settings$/)
  await expect(tab).toBeFocused()

  await open(page, `/o/${slug}/queues`)
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox')
  await expect(search).toBeFocused()
  await page.keyboard.type('b')
  await expect(page).toHaveURL(/search=b/)
  await expect(search).toBeFocused()

  await open(page, `/o/${slug}/addresses/new?local=`)
  const field = page.getByRole('textbox').first()
  await field.fill('typed-already')
  const url = page.url()
  await page.getByRole('button', { name: /^Language/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(field).toHaveValue('typed-already')
  expect(page.url()).toBe(url)
})

test('the shortcuts work by hand: list, going to a page, the palette and back', async ({ page, installation }) => {
  const { slug } = await installation.addFilledOrganisation()
  await open(page, `/o/${slug}`)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await heading(page, 'Queues')
  const search = page.getByRole('button', { name: /^Search or jump to/ })
  await search.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: /^Search/ }).fill('help')
  await expect(page.getByRole('group', { name: 'Email addresses' })).toContainText('help@')
  await page.keyboard.press('Escape')
  await expect(search).toBeFocused()
})
