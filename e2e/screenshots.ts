/** Makes docs/screenshot.png from the real console: `npm run screenshots -w e2e`. */
import { fileURLToPath } from 'node:url'
import { DnsServer } from '../apps/api/test/dns-server.js'
import { DEMO_ORGANISATIONS } from '../scripts/lib/demo-content.mjs'
import { DEMO_SIGN_IN, startDemo } from '../scripts/lib/demo.mjs'
import { connect } from '../scripts/lib/graphql-client.mjs'
import { launchBrowser } from './browser/index.mjs'
import { settled } from './fixtures/inspect.js'
import { publish } from './fixtures/zone-file.js'

const [{ slug, domain }] = DEMO_ORGANISATIONS as [(typeof DEMO_ORGANISATIONS)[number]]
const TARGET = fileURLToPath(new URL('../docs/screenshot.png', import.meta.url))

const dns = await DnsServer.start()
const server = await startDemo({ MAILROOM_DNS_SERVERS: dns.address, MAILROOM_LOG_LEVEL: 'warn' })
const browser = await launchBrowser()
try {
  await publishWithOneMistake()
  const page = await browser.newPage({ baseURL: server.url, locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email address' }).fill(DEMO_SIGN_IN.email)
  await page.getByLabel('Password').fill(DEMO_SIGN_IN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/(o|orgs)\b/)
  await page.goto(`/o/${slug}/domains/${domain}/dns`)
  await settled(page)
  await page
    .getByRole('row', { name: /^Ownership/ })
    .getByText('Found', { exact: true })
    .waitFor()
  await page.screenshot({ path: TARGET, animations: 'disabled' })
} finally {
  await browser.close()
  await server.stop()
  await dns.stop()
}

/** All records as they should be, and an MX record of the provider before. */
async function publishWithOneMistake() {
  const { call, signIn } = connect(server.url)
  await signIn(DEMO_SIGN_IN)
  const query =
    'query ($slug: String!, $domain: String!) { organization(slug: $slug) { domain(name: $domain) { zoneFile } } }'
  publish((await call(query, { slug, domain })).organization.domain.zoneFile, dns)
  dns.set(domain, 'MX', '10 mail.old-provider.example')
}
