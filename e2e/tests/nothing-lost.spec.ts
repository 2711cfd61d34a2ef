import type { Page } from '@playwright/test'
import { open, settled } from '../fixtures/inspect.js'
import { addPerson, browserOf } from '../fixtures/people.js'
import { expect, test as base } from '../fixtures/test.js'
import { OPERATOR } from '../fixtures/installation.js'
import type { Places } from '../pages/paths.js'

const test = base.extend<{ places: Places }>({
  places: ({ installation }, use) => installation.addFilledOrganisation().then(use),
})

const pathOf = ({ slug, domain, address }: Places) => `/o/${slug}/domains/${domain}/addresses/${address}`
const fromName = (page: Page) => page.getByRole('textbox', { name: /^From name/ })
const replyTo = (page: Page) => page.getByRole('textbox', { name: /^Reply-to address/ })
const save = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => expect(page.getByRole('main')).toContainText(/Saved \d/)

const STORED = `query ($slug: String!, $id: ID!) { organization(slug: $slug) {
  emailAddress(id: $id) { version fromName replyTo } } }`

test('two admins change one address: other fields come together, the same field is asked about', async ({
  page,
  browser,
  installation,
  places,
}) => {
  const otto = await addPerson(installation.call, places.slug, 'Otto Berg', 'Owner')
  const context = await browserOf(browser, installation.url, otto)
  const hers = page
  const his = await context.newPage()
  for (const each of [hers, his]) await open(each, pathOf(places))

  await fromName(hers).fill('Travel desk')
  await replyTo(his).fill('office@partner.example')
  await save(hers)
  await saved(hers)
  await save(his)
  await saved(his)
  await expect(fromName(his)).toHaveValue('Travel desk')

  await hers.reload()
  await settled(hers)
  await fromName(hers).fill('Hers')
  await fromName(his).fill('His')
  await save(hers)
  await saved(hers)
  await save(his)
  const question = his.getByRole('dialog')
  await question.getByRole('radio', { name: 'Yours: His' }).check()
  await question.getByRole('button', { name: 'Use this choice' }).click()
  await save(his)
  await saved(his)
  const { organization } = await installation.call(STORED, { slug: places.slug, id: places.address })
  expect(organization.emailAddress).toMatchObject({ fromName: 'His', replyTo: 'office@partner.example' })
  await context.close()
})

test('a session that ends in a changed form asks for the password over it, and then saves', async ({
  page,
  context,
  places,
}) => {
  await open(page, pathOf(places))
  await fromName(page).fill('Written before the session ended')
  await context.clearCookies()
  await save(page)
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.getByLabel('Password').fill(OPERATOR.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await saved(page)
  await page.reload()
  await settled(page)
  await expect(fromName(page)).toHaveValue('Written before the session ended')
})

test('without a network during a save the form stays, and is saved once when it is back', async ({
  page,
  context,
  installation,
  places,
}) => {
  const stored = async () =>
    (await installation.call(STORED, { slug: places.slug, id: places.address })).organization.emailAddress
  const { version } = await stored()
  await open(page, pathOf(places))
  await fromName(page).fill('Written on a train')
  await context.setOffline(true)
  await save(page)
  await expect(page.getByRole('alert')).toContainText('cannot be reached')
  await expect(fromName(page)).toHaveValue('Written on a train')
  await context.setOffline(false)
  await save(page)
  await saved(page)
  expect(await stored()).toMatchObject({ version: version + 1, fromName: 'Written on a train' })
})

test('what somebody else deletes meanwhile is named, and comes back under the form', async ({
  page,
  installation,
  places,
}) => {
  await open(page, pathOf(places))
  await fromName(page).fill('Not to be lost')
  const { organization } = await installation.call(STORED, { slug: places.slug, id: places.address })
  const input = { id: places.address, expectedVersion: organization.emailAddress.version }
  await installation.call(
    'mutation ($input: DeleteEntityInput!) { deleteEmailAddress(input: $input) { problems { code severity } } }',
    { input },
  )
  await save(page)
  await expect(page.getByRole('main')).toContainText(/deleted help@\S+ meanwhile/)
  await page.getByRole('main').getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('main')).toContainText('It is there again')
  await expect(fromName(page)).toHaveValue('Not to be lost')
  await save(page)
  await saved(page)
})

test('what was deleted is back with one press', async ({ page, places }) => {
  await open(page, pathOf(places))
  await page.getByRole('main').getByRole('button', { name: 'Delete address' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${places.slug}/domains/${places.domain}`))
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: `help@${places.domain}` })).toBeVisible()
})
