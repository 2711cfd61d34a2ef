import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScrolling, open } from '../fixtures/inspect.js'
import { startInstallation } from '../fixtures/installation.js'
import { expect, test as base } from '../fixtures/test.js'
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

test('merging two skills by keyboard: the field has the focus, and the menu gets it back', async ({ page, to }) => {
  await to('/skills')
  const menu = page.getByRole('button', { name: 'Actions for Flights' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Merge into…' }).waitFor()
  await page.keyboard.press('Enter')
  const other = page.getByRole('combobox', { name: 'Skill that stays' })
  await expect(other).toBeFocused()
  await page.keyboard.type('Refunds')
  await page.getByRole('option', { name: 'Refunds' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('Uses Refunds afterwards:').waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await expectNoSidewaysScrolling(page)
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
})

test('deleting several addresses, and Undo', async ({ page, to }) => {
  await to('/addresses')
  const rows = main(page).getByRole('row')
  const count = await rows.count()
  for (const name of [/^Choose hello@/, /^Choose news@/]) await page.getByRole('checkbox', { name }).check()
  await main(page).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog', { name: 'Delete 2 addresses?' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(rows).toHaveCount(count - 2)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.getByText('2 addresses are there again.').waitFor()
  await expect(rows).toHaveCount(count)
})

test('a name of what was deleted, and restoring that instead', async ({ page, to }) => {
  await to('/skills?open=new')
  const name = page.getByRole('textbox', { name: /^Name/ })
  await name.fill('Cruises')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Cruises' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('link', { name: 'Cruises' })).toHaveCount(0)
  await to('/skills?open=new')
  await name.fill('cruises')
  const restore = page.getByRole('button', { name: 'Restore instead' })
  await restore.waitFor()
  await expectAccessible(page)
  await restore.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Skill Cruises' })).toBeVisible()
  await expect(name).toHaveValue('Cruises')
})

test('what a new short name makes of the console’s URL', async ({ page, places }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await open(page, `/admin/organisations/${places.slug}`)
  await page.getByRole('textbox', { name: /^Short name/ }).fill(`${places.slug}-renamed`)
  await page.getByText(`/o/${places.slug}-renamed`).waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScrolling(page)
})

test('details of an entry of the audit log', async ({ page, to }) => {
  await to('/audit-log')
  await page.getByRole('link', { name: /^Email address help@/ }).press('Enter')
  await page.getByRole('dialog', { name: /help@/ }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
