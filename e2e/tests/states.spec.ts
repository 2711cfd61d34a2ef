import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScrolling, open } from '../fixtures/inspect.js'
import { startInstallation } from '../fixtures/installation.js'
import { test as base } from '../fixtures/test.js'
import type { Places } from '../pages/paths.js'

const test = base.extend<{ to: (path: string) => Promise<void> }, { places: Places }>({
  places: [async ({ installation }, use) => use(await installation.addFilledOrganisation()), { scope: 'worker' }],
  to: ({ page, places }, use) => use((path) => open(page, `/o/${places.slug}${path}`)),
})

const main = (page: Page) => page.getByRole('main')
const SIGNED_OUT = { storageState: { cookies: [], origins: [] } }

test.describe('without a session', () => {
  test.use(SIGNED_OUT)

  test('signing in, and being refused', async ({ page }) => {
    await open(page, '/sign-in')
    await expectAccessible(page)
    await page.getByRole('textbox', { name: /^Email address/ }).fill('nobody@example.com')
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
  })

  test('set-up, and leaving all of it empty', async ({ page }) => {
    const { setUpUrl, stop } = await startInstallation()
    await page.setViewportSize({ width: 360, height: 800 })
    await open(page, setUpUrl)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScrolling(page)
    await stop()
  })
})

test('an organisation in which there is nothing yet', async ({ page, installation }) => {
  const { slug } = await installation.addOrganisation()
  for (const section of [
    '',
    '/domains',
    '/addresses',
    '/queues',
    '/flows',
    '/skills',
    '/languages',
    '/canned-responses',
    '/smtp-servers',
  ]) {
    await open(page, `/o/${slug}${section}`)
    await expectAccessible(page)
  }
})

test('menus of the frame', async ({ page, to }) => {
  await to('/domains')
  for (const name of [/^Language/, /^Appearance/, /^Account/]) {
    await page.getByRole('button', { name }).click()
    await page.getByRole('menu').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
})

test('navigation on a phone', async ({ page, to }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await to('/domains')
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScrolling(page)
})

test('a form with errors', async ({ page, to, places }) => {
  await to(`/domains/${places.domain}/addresses/new`)
  await main(page).getByRole('button', { name: 'Add address' }).click()
  await page.getByRole('alert').waitFor()
  await expectAccessible(page)
})

test('an open combobox', async ({ page, to, places }) => {
  await to(`/domains/${places.domain}/addresses/${places.address}`)
  await page.getByRole('combobox', { name: /^Queue/ }).click()
  await page.getByRole('option').first().waitFor()
  await expectAccessible(page)
})

test('leaving with unsaved changes', async ({ page, to, places }) => {
  await to(`/domains/${places.domain}/addresses/${places.address}`)
  await page.getByRole('textbox', { name: /^From name/ }).fill('Somebody else')
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Queues' }).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
})

test('deleting a domain', async ({ page, to, places }) => {
  await to(`/domains/${places.domain}/settings`)
  await main(page).getByRole('button', { name: 'Delete domain…' }).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
})

test('a drawer', async ({ page, to, places }) => {
  await to(`/queues/${places.queue}`)
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await expectNoSidewaysScrolling(page)
})

test('a simulated decision', async ({ page, to, places }) => {
  await to('/simulator')
  await page.getByRole('textbox', { name: /^To/ }).fill(`help@${places.domain}`)
  await page.getByRole('textbox', { name: /^From/ }).fill('ada@customer.example')
  await page.getByRole('button', { name: 'Run' }).click()
  await page.getByRole('article').waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await expectNoSidewaysScrolling(page)
})
