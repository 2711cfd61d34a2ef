import { open, settled } from '../fixtures/inspect.js'
import { addPerson, browserOf } from '../fixtures/people.js'
import { expect, test } from '../fixtures/test.js'
import { SIGNED_IN_PAGES } from '../pages/paths.js'

test('two organisations in two tabs: each tab keeps to its own', async ({ page, context, installation }) => {
  const first = await installation.addFilledOrganisation()
  const second = await installation.addFilledOrganisation()
  const [here, there] = [page, await context.newPage()]
  const fieldOf = (tab: typeof page) => tab.getByRole('textbox', { name: /^From name/ })
  for (const [tab, { slug, domain, address }] of [[here, first] as const, [there, second] as const]) {
    await open(tab, `/o/${slug}/domains/${domain}/addresses/${address}`)
    await fieldOf(tab).fill(`Written in ${slug}`)
  }
  for (const tab of [here, there]) {
    await tab.getByRole('main').getByRole('button', { name: 'Save', exact: true }).click()
    await expect(tab.getByRole('main')).toContainText(/Saved \d/)
  }
  await there.goto(`/o/${second.slug}/queues`)
  await settled(there)
  await expect(here).toHaveURL(new RegExp(`/o/${first.slug}/`))
  await here.reload()
  await settled(here)
  await expect(fieldOf(here)).toHaveValue(`Written in ${first.slug}`)
  const query = 'query ($slug: String!, $id: ID!) { organization(slug: $slug) { emailAddress(id: $id) { fromName } } }'
  const stored = async (slug: string, id: string) => (await installation.call(query, { slug, id })).organization
  expect(await stored(second.slug, second.address)).toEqual({ emailAddress: { fromName: `Written in ${second.slug}` } })
  expect(await stored(first.slug, second.address)).toEqual({ emailAddress: null })
})

test('somebody who may only look sees everything that is theirs, changes nothing, and finds no other', async ({
  browser,
  installation,
}) => {
  const places = await installation.addFilledOrganisation()
  const other = await installation.addFilledOrganisation()
  const vera = await addPerson(installation.call, places.slug, 'Vera Lang', 'Viewer')
  const context = await browserOf(browser, installation.url, vera)
  const page = await context.newPage()
  await open(page, SIGNED_IN_PAGES['address']!(places))
  await expect(page.getByRole('main')).toContainText('You can view this')
  await expect(page.getByRole('textbox', { name: /^From name/ })).not.toBeEditable()
  for (const name of ['Save', 'Delete address']) await expect(page.getByRole('button', { name })).toHaveCount(0)
  for (const name of ['addresses', 'queues', 'flows', 'domains']) {
    await open(page, SIGNED_IN_PAGES[name]!(places))
    await expect(page.getByRole('main').getByRole('link', { name: /^(Add|New|Create)/ })).toHaveCount(0)
  }
  for (const path of [
    SIGNED_IN_PAGES['API keys']!(places),
    SIGNED_IN_PAGES['roles']!(places),
    SIGNED_IN_PAGES['address']!(other),
    SIGNED_IN_PAGES['overview']!(other),
    SIGNED_IN_PAGES['organisations of the installation']!(places),
  ]) {
    await open(page, path)
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  }
  await context.close()
})
