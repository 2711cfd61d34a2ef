/** Makes docs/screenshots from the real console: `npm run screenshots -w e2e`. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { DnsServer } from '../apps/api/test/dns-server.js'
import { DEMO_ORGANISATIONS } from '../scripts/lib/demo-content.mjs'
import { DEMO_SIGN_IN, startDemo } from '../scripts/lib/demo.mjs'
import { connect } from '../scripts/lib/graphql-client.mjs'
import { launchBrowser } from './browser/index.mjs'
import { open } from './fixtures/inspect.js'
import { stateOf } from './fixtures/session.js'
import { publish } from './fixtures/zone-file.js'

const [{ slug, domain }] = DEMO_ORGANISATIONS as [(typeof DEMO_ORGANISATIONS)[number]]
const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))

/** Name of the file → what is shown. */
const PICTURES: Record<string, (page: Page) => Promise<void>> = {
  async dns(page) {
    await open(page, `/o/${slug}/domains/${domain}/dns`)
    await page
      .getByRole('row', { name: /^Ownership/ })
      .getByText('Found', { exact: true })
      .first()
      .waitFor()
  },
  async simulator(page) {
    await simulate(page)
    await page.getByRole('article').first().scrollIntoViewIfNeeded()
  },
  async 'saved-tests'(page) {
    await open(page, `/o/${slug}/simulator/tests`)
    await page.getByRole('main').getByRole('button', { name: /^Run/ }).first().click()
    await page.getByRole('main').getByRole('row').nth(1).waitFor()
  },
  async import(page) {
    await open(page, `/o/${slug}/addresses/file`)
    const lines = [`help@${domain},NONE`, `desk@${domain},QUEUE`].map((line) => line.split(','))
    const { exportEmailAddresses } = await call(EXPORT, { input: { organizationId: await idOf() } })
    const columns: string[] = exportEmailAddresses.csv.split(/\r?\n/)[0].split(',')
    const cells = ([address, routing]: string[]) =>
      columns.map((column) => ({ address, routing, queue: routing === 'QUEUE' ? 'Bokings' : '' })[column] ?? '')
    const buffer = Buffer.from([columns, ...lines.map(cells)].map((row) => row.join(',')).join('\r\n'))
    await page.getByLabel(/^CSV file/).setInputFiles({ name: 'addresses.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('main').getByText('Line 3').first().waitFor()
  },
  async configuration(page) {
    await open(page, `/o/${slug}/settings/file`)
    const query = 'query ($slug: String!) { organization(slug: $slug) { configuration } }'
    const yaml: string = (await call(query, { slug })).organization.configuration
    const changed = yaml
      .replace(/^( +)Trains: \{\}$/m, '$1Trains: {}\n$1Trams: {}')
      .replace(/^( +)language: English$/m, '$1language: English\n$1priority: 20')
      .replace(/^ +news@.*\n.*\n/m, '')
    await page.getByLabel('Content').fill(changed)
    await page.getByRole('main').getByRole('button', { name: 'Show what would change' }).click()
    await page
      .getByRole('heading', { name: 'What would change' })
      .first()
      .evaluate((heading) => heading.scrollIntoView())
  },
}

const EXPORT = 'mutation ($input: ExportEmailAddressesInput!) { exportEmailAddresses(input: $input) { csv } }'

const dns = await DnsServer.start()
const server = await startDemo({ MAILROOM_DNS_SERVERS: dns.address, MAILROOM_LOG_LEVEL: 'warn' })
const { call, signIn, cookie } = connect(server.url)
const browser = await launchBrowser()
try {
  await signIn(DEMO_SIGN_IN)
  await publishWithOneMistake()
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, show] of Object.entries(PICTURES)) {
    const page = await browser.newPage({
      baseURL: server.url,
      locale: 'en-GB',
      viewport: { width: 1280, height: 900 },
      storageState: stateOf(server.url, cookie()),
    })
    await show(page)
    await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' })
    await page.close()
  }
} finally {
  await browser.close()
  await server.stop()
  await dns.stop()
}

/** All records as they should be, and an MX record of the provider before. */
async function publishWithOneMistake() {
  const query =
    'query ($slug: String!, $domain: String!) { organization(slug: $slug) { domain(name: $domain) { zoneFile } } }'
  publish((await call(query, { slug, domain })).organization.domain.zoneFile, dns)
  dns.set(domain, 'MX', '10 mail.old-provider.example')
}

async function idOf(): Promise<string> {
  return (await call('query ($slug: String!) { organization(slug: $slug) { id } }', { slug })).organization.id
}

async function simulate(page: Page) {
  await open(page, `/o/${slug}/simulator`)
  await page.getByRole('textbox', { name: /^To/ }).fill(`help@${domain}`)
  await page.getByRole('textbox', { name: /^From/ }).fill('ada@customer.example')
  await page.getByRole('textbox', { name: /^Subject/ }).fill('My booking')
  await page.getByRole('button', { name: 'Run' }).click()
}
