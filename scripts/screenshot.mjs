/**
 * Looks at a page of a running console.
 *
 *   node scripts/screenshot.mjs URL FILE.png [--size 1280x800] [--theme light|dark] [--locale de-DE]
 *        [--sign-in EMAIL:PASSWORD] [--full] [--click "CSS or text=…"]…
 *
 * Prints the browser's console errors and failed requests, the page's title, and how far it scrolls sideways.
 */
import { parseArgs } from 'node:util'
import { launchBrowser } from '../e2e/browser/index.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1280x800' },
    theme: { type: 'string', default: 'light' },
    locale: { type: 'string', default: 'en-GB' },
    'sign-in': { type: 'string' },
    full: { type: 'boolean', default: false },
    click: { type: 'string', multiple: true, default: [] },
  },
})
const [url, path] = positionals
const [width, height] = values.size.split('x').map(Number)

const browser = await launchBrowser()
try {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: values.theme,
    locale: values.locale,
  })
  if (values['sign-in']) await signIn(context.request, values['sign-in'])
  await shoot(await context.newPage())
} finally {
  await browser.close()
}

async function signIn(request, credentials) {
  const [email, ...rest] = credentials.split(':')
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { problems { code } } }'
  const variables = { input: { email, password: rest.join(':') } }
  const response = await request.post(new URL('/graphql', url).href, { data: { query, variables } })
  const { errors, data } = await response.json()
  if (errors || data.signIn.problems.length > 0) throw new Error(`Sign-in failed: ${JSON.stringify(errors ?? data)}`)
}

async function shoot(page) {
  page.on('console', (message) => message.type() === 'error' && console.log(`console: ${message.text()}`))
  page.on('pageerror', (error) => console.log(`error: ${error.message}`))
  page.on('requestfailed', (request) => console.log(`failed: ${request.url()}`))
  await page.goto(url, { waitUntil: 'load' })
  await settle(page)
  for (const selector of values.click) {
    await page.locator(selector).first().click()
    await settle(page)
  }
  await page.screenshot({ path, fullPage: values.full })
  const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  console.log(`${await page.title()} · ${page.url()} · scrolls sideways by ${sideways}px`)
}

async function settle(page) {
  await page.waitForTimeout(500)
  // Trusted types allow no expressions given as text.
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached', timeout: 5000 })
}
