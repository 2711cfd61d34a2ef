import { expect, test } from '../fixtures/test.js'
import { settled } from '../fixtures/inspect.js'

const NAMES = {
  'gmail.com': /gmail\.com gehört einem Mailanbieter/,
  localhost: /localhost/,
  'co.uk': /co\.uk/,
  '192.0.2.1': /192\.0\.2\.1/,
}

test('a refused domain name is named in the language of the console, and stays in the field', async ({
  page,
  installation,
}) => {
  const { slug } = await installation.addOrganisation()
  await page.addInitScript(() => localStorage.setItem('mailroom.locale', 'de'))
  await page.goto(`/o/${slug}/domains/new`)
  await settled(page)
  const field = page.getByRole('textbox', { name: /^Domainname/ })
  for (const [name, text] of Object.entries(NAMES)) {
    await field.fill(name)
    await field.press('Enter')
    await expect(page.getByRole('alert')).toContainText(text)
    await expect(field).toHaveValue(name)
    await expect(field).toHaveAccessibleDescription(text)
  }
})

test('a refused address keeps everything that was typed, and stores nothing', async ({ page, installation }) => {
  const { slug } = await installation.addOrganisation()
  await page.goto(`/o/${slug}/addresses/new`)
  await settled(page)
  await page.getByRole('textbox', { name: /^Email address/ }).fill('two words')
  await page.getByLabel('Priority').fill('99000000')
  await page.getByRole('main').getByRole('button', { name: 'Add address' }).click()
  const summary = page.getByRole('alert')
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveCount(3)
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByRole('textbox', { name: /^Email address/ })).toHaveValue('two words')
  await expect(page.getByLabel('Priority')).toHaveValue('99000000')
  const query = 'query ($slug: String!) { organization(slug: $slug) { addresses { totalCount } } }'
  expect((await installation.call(query, { slug })).organization.addresses.totalCount).toBe(0)
})

test('without the server nothing typed is lost, and the same form goes through later', async ({
  page,
  context,
  installation,
}) => {
  const { slug } = await installation.addOrganisation()
  await page.goto(`/o/${slug}/domains/new`)
  await settled(page)
  await context.setOffline(true)
  await page.getByRole('textbox', { name: /^Domain name/ }).fill('desk.example.com')
  await page.getByRole('main').getByRole('button', { name: 'Add domain' }).click()
  await expect(page.getByRole('alert')).toContainText('cannot be reached')
  await context.setOffline(false)
  await page.getByRole('main').getByRole('button', { name: 'Add domain' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'desk.example.com' })).toBeVisible()
})
