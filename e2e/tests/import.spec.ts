import { open } from '../fixtures/inspect.js'
import { expect, test } from '../fixtures/test.js'

const EXPORT = `mutation ($input: ExportEmailAddressesInput!) { exportEmailAddresses(input: $input) { csv } }`
const COUNT = `query ($slug: String!) { organization(slug: $slug) { id addresses { totalCount } } }`

test('a file with three bad lines among 200 names all three, stores nothing, and goes in mended', async ({
  page,
  installation,
}) => {
  const { slug, domain } = await installation.addFilledOrganisation()
  const { organization } = await installation.call(COUNT, { slug })
  const { exportEmailAddresses } = await installation.call(EXPORT, { input: { organizationId: organization.id } })
  const columns: string[] = exportEmailAddresses.csv.split(/\r?\n/)[0].split(',')
  const line = (cells: Record<string, string>) => columns.map((column) => cells[column] ?? '').join(',')
  const good = (index: number) => line({ address: `desk${index}@${domain}`, routing: 'QUEUE', queue: 'Bookings' })
  const lines = Array.from({ length: 200 }, (_, index) => good(index))
  const bad: Record<number, string> = {
    16: line({ address: `desk16@${domain}`, routing: 'QUEUE', queue: 'No such queue' }),
    99: line({ address: 'two words@nowhere', routing: 'NONE' }),
    180: line({ address: `desk180@${domain}`, routing: 'QUEUE', queue: 'Bookings', priority: 'high' }),
  }
  const file = (of: readonly string[]) => ({
    name: 'addresses.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([columns.join(','), ...of].join('\r\n')),
  })
  const count = async () => (await installation.call(COUNT, { slug })).organization.addresses.totalCount as number
  const before = await count()

  await open(page, `/o/${slug}/addresses`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /Import/ })
    .click()
  await page.getByLabel(/^CSV file/).setInputFiles(file(lines.map((each, index) => bad[index] ?? each)))
  const result = page.getByRole('main')
  await expect(result).toContainText('addresses.csv: problems in 3 of 200 lines')
  for (const number of [18, 101, 182]) await expect(result).toContainText(`Line ${number}`)
  expect(await count()).toBe(before)

  await page.getByLabel(/^CSV file/).setInputFiles(file(lines))
  await expect(result).toContainText('200 lines without a problem')
  await result.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
  await expect(result).toContainText('addresses.csv was imported')
  expect(await count()).toBe(before + 200)
})
