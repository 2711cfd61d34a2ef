import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import type { DnsServer } from '../../apps/api/test/dns-server.js'
import { settled } from '../fixtures/inspect.js'
import { startInstallation, type Installation } from '../fixtures/installation.js'
import { publish } from '../fixtures/zone-file.js'
import { keyboard, mouse, type Hands } from '../pages/hands.js'

const ADA = { name: 'Ada Martin', email: 'ada@example.com', password: 'seven lamps over the bay' }
const QUESTION = readFileSync(new URL('../../packages/mime/fixtures/plain-question.eml', import.meta.url), 'utf8')

let installation: Installation
test.beforeEach(async () => {
  installation = await startInstallation()
})
test.afterEach(() => installation.stop())

for (const [means, hands] of Object.entries({ mouse, keyboard })) {
  test(`a newcomer comes from set-up to a decision that explains itself, by ${means}`, async ({ page }) => {
    test.setTimeout(120_000)
    await page.goto(installation.setUpUrl)
    await test.step('set up', () => setUp(page, hands))
    await test.step('sign out and in', () => signInAgain(page, hands))
    await test.step('add a domain', () => addDomain(page, hands))
    await test.step('publish its records', () => publishRecords(page, hands, installation.dns))
    await test.step('add an address', () => addAddress(page, hands))
    await test.step('complete the address', () => completeAddress(page, hands))
    await test.step('simulate an unsaved change', () => simulateUnsaved(page, hands))
    await test.step('simulate spam', () => simulateSpam(page, hands))
  })
}

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).first()
const field = (page: Page, name: string) => page.getByRole('textbox', { name: new RegExp(`^${name}`) })
const box = (page: Page, name: string) => page.getByRole('combobox', { name: new RegExp(`^${name}`) })

async function setUp(page: Page, { press, write }: Hands) {
  await heading(page, 'Set up Mailroom')
  await write(field(page, 'Organisation'), 'Acme Support')
  await write(field(page, 'Your name'), ADA.name)
  await write(field(page, 'Email address'), ADA.email)
  await write(page.getByLabel('Password'), ADA.password)
  await press(page.getByRole('button', { name: 'Set up and sign in' }))
  await expect(page).toHaveURL(/\/o\/acme-support/)
  await settled(page)
}

async function signInAgain(page: Page, { press, write }: Hands) {
  await press(page.getByRole('button', { name: `Account: ${ADA.name}` }))
  await press(page.getByRole('menuitem', { name: 'Sign out' }))
  await heading(page, 'Sign in')
  await write(field(page, 'Email address'), ADA.email)
  await write(page.getByLabel('Password'), ADA.password)
  await press(page.getByRole('button', { name: 'Sign in' }))
  await expect(page).toHaveURL(/\/o\/acme-support/)
  await settled(page)
}

async function addDomain(page: Page, { press, write }: Hands) {
  await press(page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Domains' }))
  await heading(page, 'Domains')
  await expect(page.getByRole('row', { name: /acme-support\.mailroom\.example/ })).toContainText('Receives')
  await expect(page.getByRole('main')).toContainText('1 of 2 used')
  await press(link(page, 'Add domain'))
  await heading(page, 'Add domain')
  await write(field(page, 'Domain name'), 'Support.Example.com')
  await press(button(page, 'Add domain'))
  await heading(page, 'support.example.com')
}

async function publishRecords(page: Page, { press }: Hands, dns: DnsServer) {
  const records = page.getByRole('table', { name: 'DNS records' })
  const record = (name: string) => records.getByRole('row', { name: new RegExp(`^${name}`) })
  await expect(record('Ownership')).toContainText('Not found yet')
  await expect(page.getByRole('region', { name: 'Receiving' })).toContainText('Does not receive yet')
  await expect(page.getByRole('region', { name: 'Sending' })).toContainText('Does not send yet')
  const download = page.waitForEvent('download')
  await press(button(page, 'Zone file'))
  publish(readFileSync(await (await download).path(), 'utf8'), dns)
  // Checked every 10 s while the page is open; nothing is pressed and nothing reloaded.
  await expect(record('Ownership')).toContainText('Found', { timeout: 13_000 })
  for (const name of ['Inbound mail', 'DKIM 1', 'DKIM 2']) await expect(record(name)).toContainText('Found')
  await expect(page.getByRole('region', { name: 'Receiving' })).toContainText('Receives')
  await expect(page.getByRole('region', { name: 'Sending' })).toContainText('Sends')
}

async function addAddress(page: Page, { press, write, take }: Hands) {
  await press(page.getByRole('navigation', { name: /^Views of/ }).getByRole('link', { name: /^Addresses/ }))
  await press(link(page, 'Add address'))
  await heading(page, 'Add an email address')
  await write(field(page, 'Email address'), 'help')
  await take(box(page, 'Queue'), 'Billing', 'Create “Billing”')
  await take(box(page, 'Skills'), 'Invoices', 'Create “Invoices”')
  await take(box(page, 'Language'), 'German', 'Create “German”')
  await write(page.getByLabel('Priority'), '20')
  await press(button(page, 'Add address'))
  await heading(page, 'help@support.example.com')
  await expect(page.getByRole('main')).toContainText('help@support.example.com was added.')
}

async function completeAddress(page: Page, { press, write }: Hands) {
  await write(field(page, 'From name'), 'Acme Support')
  await write(field(page, 'Reply-to address'), 'office@example.com')
  await write(field(page, 'BCC recipients'), 'archive@example.com')
  await page.keyboard.press('Enter')
  await press(page.getByRole('radio', { name: 'Always include' }))
  await press(page.getByRole('switch', { name: 'Allow multiple actions' }))
  await expect(page.getByRole('region', { name: 'Customer sees' })).toContainText(
    'Acme Support <help@support.example.com>',
  )
  await press(button(page, 'Save'))
  await expect(page.getByRole('main')).toContainText(/Saved \d/)
  await page.reload()
  await settled(page)
  await expect(field(page, 'Reply-to address')).toHaveValue('office@example.com')
  await expect(page.getByRole('radio', { name: 'Always include' })).toBeChecked()
}

async function simulateUnsaved(page: Page, { press, write, take }: Hands) {
  await take(box(page, 'Queue'), 'Complaints', 'Create “Complaints”')
  await press(button(page, 'Test').first())
  await heading(page, 'Simulator')
  await press(page.getByRole('radio', { name: 'Paste source' }))
  await write(field(page, 'Source of the email'), QUESTION)
  await press(button(page, 'Run'))
  const outcome = page.getByRole('article', { name: 'Outcome for help@support.example.com' })
  await expect(outcome).toContainText('Queue Complaints')
  await expect(page.getByRole('main')).toContainText('Billing → Complaints')
}

async function simulateSpam(page: Page, { press, select }: Hands) {
  await press(page.getByText('Envelope and conditions'))
  await select(page.getByLabel('Spam verdict'), 'Found')
  await press(button(page, 'Run'))
  const outcome = page.getByRole('article', { name: 'Outcome for help@support.example.com' })
  await expect(outcome).toContainText('Disconnected without an answer')
  await expect(outcome).toContainText('because of spam')
  await expect(page.getByRole('region', { name: 'How it was decided' })).toContainText('R-IN-3')
}
