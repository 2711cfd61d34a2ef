import type { Browser, Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScrolling, open, settled } from '../fixtures/inspect.js'
import { expect, test } from '../fixtures/test.js'

const COLLEAGUE = { name: 'Ben Okafor', email: 'ben@colleague.example', password: 'nine kites above the pier' }

test('an Owner invites a colleague, who opens the link, chooses name and password, and is in', async ({
  page,
  browser,
  installation,
}) => {
  const { slug } = await installation.addOrganisation()
  await open(page, `/o/${slug}/people`)
  const link = await invite(page)
  const invitations = page.getByRole('region', { name: 'Open invitations' })
  await expect(invitations.getByRole('row', { name: COLLEAGUE.email })).toContainText('Viewer')
  await expectAccessible(page)
  await join(browser, link, slug)
  await open(page, `/o/${slug}/people`)
  await expect(page.getByRole('row', { name: COLLEAGUE.name })).toContainText('Viewer')
  await expect(invitations).toContainText('Nobody is invited at the moment.')
})

test('a link that was sent again or revoked no longer lets anybody in', async ({ page, browser, installation }) => {
  const { slug } = await installation.addOrganisation()
  await page.setViewportSize({ width: 360, height: 800 })
  await open(page, `/o/${slug}/people`)
  const first = await invite(page)
  await page.getByRole('button', { name: `Send again to ${COLLEAGUE.email}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send again' }).click()
  const second = await linkIn(page)
  await expectNoSidewaysScrolling(page)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await titleOf(browser, first)).not.toContain('Northwind')
  expect(await titleOf(browser, second)).toContain('Northwind')
  await page.getByRole('button', { name: `Revoke invitation of ${COLLEAGUE.email}` }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('main')).toContainText('Nobody is invited at the moment.')
  expect(await titleOf(browser, second)).not.toContain('Northwind')
})

/** Invites the colleague by keyboard and mouse, and answers with the link: this installation has no relay. */
async function invite(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Invite' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('textbox', { name: /^Email address/ }).fill(COLLEAGUE.email)
  await drawer.getByRole('combobox', { name: /^Role/ }).selectOption({ label: 'Viewer' })
  await drawer.getByRole('button', { name: 'Invite', exact: true }).press('Enter')
  const link = await linkIn(page)
  await expectAccessible(page)
  await drawer.getByRole('button', { name: 'Done' }).click()
  await expect(drawer).toBeHidden()
  return link
}

async function linkIn(page: Page): Promise<string> {
  const shown = page.getByRole('group', { name: 'Invitation' }).getByRole('code')
  await expect(shown).toContainText('/invite#code=')
  return shown.innerText()
}

async function join(browser: Browser, link: string, slug: string): Promise<void> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  await open(page, link)
  await page.getByRole('textbox', { name: /^Your name/ }).fill(COLLEAGUE.name)
  await page.getByLabel('Password').fill(COLLEAGUE.password)
  await page.getByRole('main').getByRole('button').last().click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}`))
  await settled(page)
  await expect(page.getByRole('button', { name: `Account: ${COLLEAGUE.name}` })).toBeVisible()
  await context.close()
}

/** The heading that somebody sees who opens the link without a session. */
async function titleOf(browser: Browser, link: string): Promise<string> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  await open(page, link)
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  await context.close()
  return title
}
