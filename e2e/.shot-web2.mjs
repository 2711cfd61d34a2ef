import { launchBrowser } from './browser/index.mjs'
import AxeBuilder from '@axe-core/playwright'
const base = 'http://127.0.0.1:4793'
const [set = 'all'] = process.argv.slice(2)
const browser = await launchBrowser()
const errors = []
async function open(path, { width = 1280, locale = 'en', dark = false } = {}, act) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale,
    colorScheme: dark ? 'dark' : 'light',
    baseURL: base,
  })
  const page = await context.newPage()
  page.on(
    'console',
    (m) =>
      ['error', 'warning'].includes(m.type()) &&
      !m.text().includes('Blocked script execution') &&
      errors.push(`${path}: ${m.text()}`),
  )
  page.on('pageerror', (e) => errors.push(`${path}: ${e.message}`))
  await page.goto(path)
  await page.waitForTimeout(900)
  const name = path.replace(/\W+/g, '_') + `_${width}_${locale}${dark ? '_dark' : ''}`
  try {
    await act?.(page)
  } catch (e) {
    errors.push(`${path} act: ${e.message.split('\n').slice(0, 3).join(' | ')}`)
  }
  await page.waitForTimeout(400)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (over > 0) errors.push(`${name}: scrolls sideways by ${over}`)
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  for (const v of axe.violations)
    errors.push(
      `${name} axe ${v.id}: ${v.nodes
        .slice(0, 3)
        .map((n) => n.html.slice(0, 160))
        .join(' || ')}`,
    )
  await page.screenshot({ path: `/tmp/web2/${name}.png`, fullPage: true })
  await context.close()
}
const A = '/o/acme'
const sim = async (page) => {
  await page.locator('#mail-from').fill('Kunde <kunde@shop.example>')
  await page.locator('#mail-to').fill('help@support.example.com, hlep@support.example.com')
  await page.locator('#mail-subject').fill('Rechnung 4711')
  await page.keyboard.press('Control+Enter')
  await page.waitForTimeout(1500)
}
const jobs = {
  list: () => open(`${A}/addresses`),
  list360: () => open(`${A}/addresses`, { width: 360, locale: 'de' }),
  addr: () => open(`${A}/domains/support.example.com/addresses/adr_0`),
  addrdark: () => open(`${A}/domains/support.example.com/addresses/adr_0`, { dark: true, locale: 'de' }),
  addr360: () => open(`${A}/domains/support.example.com/addresses/adr_0`, { width: 360, locale: 'fr' }),
  neu: () =>
    open(`${A}/domains/support.example.com/addresses/new`, {}, async (p) => {
      await p.getByRole('button', { name: 'Add address' }).click()
    }),
  queues: () => open(`${A}/queues`),
  queue: () => open(`${A}/queues?open=que_0`),
  queuenew: () => open(`${A}/queues?open=new`, { width: 360, locale: 'de' }),
  langs: () => open(`${A}/languages?open=lng_0`, { dark: true }),
  skills: () => open(`${A}/skills`, { locale: 'fr' }),
  resp: () => open(`${A}/canned-responses/rsp_1`),
  flow: () => open(`${A}/flows/flw_0`),
  flow360: () => open(`${A}/flows/flw_0`, { width: 360, locale: 'fr', dark: true }),
  flownew: () => open(`${A}/flows/new`, { locale: 'de' }),
  flows: () => open(`${A}/flows`),
  sim: () => open(`${A}/simulator`, {}, sim),
  sim360: () => open(`${A}/simulator`, { width: 360, locale: 'de', dark: true }, sim),
}
for (const [name, job] of Object.entries(jobs)) if (set === 'all' || set.split(',').includes(name)) await job()
console.log(errors.join('\n') || 'clean')
await browser.close()
