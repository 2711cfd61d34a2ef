import { launchBrowser } from './browser/index.mjs'
import AxeBuilder from '@axe-core/playwright'
const browser = await launchBrowser()
const out = { push: (t) => console.log(new Date().toISOString().slice(14, 19), t), join: () => '' }
const base = 'http://127.0.0.1:4793',
  O = '/o/northwind-travel'
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', baseURL: base })
const page = await context.newPage()
page.on(
  'console',
  (m) =>
    ['error', 'warning'].includes(m.type()) &&
    !m.text().includes('Blocked script') &&
    out.push(`[console] ${m.text().slice(0, 300)}`),
)
page.on('pageerror', (e) => out.push(`[pageerror] ${e.message}`))
page.on('response', async (r) => {
  if (r.url().endsWith('/graphql')) {
    const b = await r.json().catch(() => null)
    if (b?.errors)
      out.push(`[gql] ${r.request().postDataJSON()?.operationName}: ${JSON.stringify(b.errors).slice(0, 300)}`)
  }
})
let n = 0
const shot = async (name) => {
  await page.waitForTimeout(500)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (over > 0) out.push(`${name} scrolls by ${over}`)
  await page.screenshot({ path: `/tmp/web2/real_${String(++n).padStart(2, '0')}_${name}.png` })
}
const step = async (name, act) => {
  try {
    await act()
    await shot(name)
    out.push(`ok ${name}`)
  } catch (e) {
    out.push(`FAIL ${name}: ${e.message.split('\n').slice(0, 4).join(' | ')}`)
    await page.screenshot({ path: `/tmp/web2/real_fail_${name}.png` })
  }
}
page.setDefaultTimeout(6000)
await page.goto('/sign-in')
await page.getByRole('textbox', { name: /Email/ }).fill('ada@acme.example')
await page.getByLabel('Password').fill('horse battery staple 42')
await page.keyboard.press('Enter')
await page.waitForURL(/\/o/)
await step('addresses', async () => {
  await page.goto(`${O}/addresses`)
  await page.getByRole('table').waitFor()
})
await step('new', async () => {
  await page.goto(`${O}/domains/support.northwind.example/addresses/new`)
  await page.getByRole('textbox', { name: /^Email address/ }).fill('orders@support.northwind.example')
})
await step('create-queue', async () => {
  await page.getByRole('combobox', { name: /^Queue/ }).fill('Orders desk')
  await page.getByRole('option', { name: /Create/ }).click()
  await page.getByRole('combobox', { name: 'Skills' }).fill('Refunds 2')
  await page.getByRole('option', { name: /Create/ }).click()
  await page.getByRole('combobox', { name: 'Language' }).fill('Dutch')
  await page.getByRole('option', { name: /Dutch/ }).first().click()
  await page.getByRole('textbox', { name: 'Priority' }).fill('20')
})
await step('created', async () => {
  await page.getByRole('button', { name: 'Add address' }).click()
  await page.getByText('was added').waitFor()
})
await step('edited', async () => {
  await page.getByRole('textbox', { name: 'From name' }).fill('Northwind Orders')
  await page.getByRole('textbox', { name: 'BCC recipients' }).fill('audit@northwind.example')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Priority' }).fill('35')
})
await step('simulator-unsaved', async () => {
  await page.getByRole('button', { name: 'Test' }).first().click()
  await page.waitForURL(/simulator/)
  await page.getByRole('textbox', { name: /^From/ }).fill('kim@customer.example')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/difference/).waitFor()
})
await step('back', async () => {
  await page.getByRole('button', { name: 'Back to the form' }).click()
  await page.getByText('Your unsaved changes are back').waitFor()
})
await step('saved', async () => {
  await page.keyboard.press('Control+s')
  await page.getByText(/^Saved/).waitFor()
})
await step('carry-over', async () => {
  await page.getByRole('combobox', { name: 'From address' }).click()
  await page.getByRole('option').first().click()
  await page.keyboard.press('Control+s')
  await page.getByText('There is a problem').waitFor()
})
await step('discard', async () => {
  await page.getByRole('button', { name: 'Discard' }).click()
})
await step('sim-live', async () => {
  await page.goto(`${O}/simulator`)
  await page
    .getByRole('textbox', { name: /^To/ })
    .fill('ordres@support.northwind.example, orders@support.northwind.example')
  await page.getByRole('textbox', { name: /^From/ }).fill('kim@customer.example')
  await page.getByText('Envelope and conditions').click()
  await page.getByRole('combobox', { name: 'Spam verdict' }).selectOption('FAIL')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'How it was decided' }).waitFor()
})
await step('flows', async () => {
  await page.goto(`${O}/flows`)
  await page.getByRole('table').waitFor()
})
await step('flow-new', async () => {
  await page.goto(`${O}/flows/new`)
  await page.getByRole('textbox', { name: /^Name/ }).fill('By subject')
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.keyboard.type('Invoices')
  await page.getByRole('textbox', { name: 'Value' }).fill('invoice')
  await page
    .getByRole('combobox', { name: /^Queue/ })
    .first()
    .fill('Orders')
  await page
    .getByRole('option', { name: /Orders desk/ })
    .first()
    .click()
  await page
    .getByRole('combobox', { name: /^Queue/ })
    .last()
    .fill('Orders')
  await page
    .getByRole('option', { name: /Orders desk/ })
    .last()
    .click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/flw_/)
})
await step('flow-publish', async () => {
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText(/Published as v1/).waitFor()
})
await step('queue-in-use', async () => {
  await page.goto(`${O}/queues`)
  await page.getByRole('link', { name: 'Orders desk' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete' }).last().click()
  await page.getByText('is in use').waitFor()
})
await step('response', async () => {
  await page.goto(`${O}/canned-responses`)
  await page.getByRole('table').waitFor()
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.getByRole('heading', { name: 'Preview' }).waitFor()
})
await step('domain-addresses', async () => {
  await page.goto(`${O}/domains/support.northwind.example/addresses`)
  await page.getByRole('table').waitFor()
  await page.waitForTimeout(1500)
})
await step('upload', async () => {
  await page.goto(`${O}/simulator`)
  await page.getByRole('radio', { name: 'Upload .eml' }).check()
  await page
    .getByLabel(/^File/)
    .setInputFiles({
      name: 'b.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(
        'From: Kim <kim@customer.example>\r\nTo: orders@support.northwind.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHallo\r\n',
      ),
    })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'How it was decided' }).waitFor()
})
await step('delete', async () => {
  await page.goto(`${O}/addresses?search=orders`)
  await page.getByRole('link', { name: /orders@/ }).click()
  await page.getByRole('button', { name: 'Delete address' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.waitForURL(/addresses$/)
})
console.log(out.join('\n'))
await browser.close()
