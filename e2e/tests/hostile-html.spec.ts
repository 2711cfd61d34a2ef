import { HARMLESS, HOSTILE } from '../../packages/html/src/testing.js'
import { open, settled } from '../fixtures/inspect.js'
import { expect, test } from '../fixtures/test.js'
import type { Page } from '@playwright/test'

const PREVIEW = `query ($slug: String!, $input: PreviewCannedResponseInput!) {
  organization(slug: $slug) { previewCannedResponse(input: $input) { html } } }`
const CREATE = `mutation ($input: CreateCannedResponseInput!) {
  createCannedResponse(input: $input) { cannedResponse { id html } problems { code } } }`
const KNOWN = new Set(
  'a b br div em font hr i img li ol p span strong table tbody td th tr u ul html head body meta base'.split(' '),
)

/** Everything by which HTML would show that it does more than look: dialogs, requests to elsewhere, reports of the policy, new pages. */
async function watch(page: Page, url: string): Promise<string[]> {
  const events: string[] = []
  page.on('dialog', (dialog) => {
    events.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => events.push(`page: ${popup.url()}`))
  page.on('pageerror', (error) => events.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) events.push(`report: ${message.text()}`)
  })
  await page.context().route('**', (route) => {
    const asked = route.request().url()
    if (asked.startsWith(url) || /^(?:data|blob|about):/.test(asked)) return route.continue()
    events.push(`request: ${asked}`)
    return route.abort()
  })
  return events
}

/** The elements of the two frames of a preview, by what the browser has made of its HTML. */
async function frames(page: Page) {
  const titles = [/on a light background$/, /on a dark background$/]
  return titles.map((title) => page.getByTitle(title).contentFrame().locator('body'))
}

test('attacks on whoever shows a signature do nothing in its preview (security H1)', async ({ page, installation }) => {
  const { id: organizationId, slug } = await installation.addOrganisation()
  const cleaned: string[] = []
  for (const html of HOSTILE) {
    const { organization } = await installation.call(PREVIEW, { slug, input: { html } })
    cleaned.push(organization.previewCannedResponse.html)
  }
  const html = cleaned.join('<hr />').replace(/\{\{[^{}]*\}\}/g, '')
  const input = { organizationId, name: 'Hostile', kind: 'SIGNATURE', html }
  const { createCannedResponse } = await installation.call(CREATE, { input })
  expect(createCannedResponse.cannedResponse.html).toBe(html)

  const events = await watch(page, installation.url)
  await open(page, `/o/${slug}/canned-responses/${createCannedResponse.cannedResponse.id}`)
  for (const frame of await frames(page)) {
    await expect(frame).toContainText('Log in')
    const names = await frame.evaluate((body) => [...body.ownerDocument.querySelectorAll('*')].map((e) => e.localName))
    expect([...new Set(names)].filter((name) => !KNOWN.has(name))).toEqual([])
  }
  // What somebody writes is shown as it comes back clean, too.
  await page.getByRole('textbox', { name: /^Text as HTML/ }).fill(HOSTILE.join('\n'))
  await expect(page.getByRole('status').filter({ hasText: 'Taken out' })).toContainText('<script>')
  await settled(page)
  expect(events).toEqual([])

  // Everything that is watched for would have been seen.
  await page.evaluate(() => {
    alert('seen')
    new Image().src = 'https://evil.test/seen.png'
    window.open('about:blank')
  })
  await expect
    .poll(() => events.map((event) => event.split(':')[0]))
    .toEqual(expect.arrayContaining(['dialog', 'page']))
  await expect.poll(() => events.join('\n')).toMatch(/^(?:report|request): .*evil\.test/m)
})

test('an ordinary signature is shown as it was written, and asks nothing of elsewhere', async ({
  page,
  installation,
}) => {
  const { id: organizationId, slug } = await installation.addOrganisation()
  const input = { organizationId, name: 'Ordinary', kind: 'SIGNATURE', html: HARMLESS }
  const { createCannedResponse } = await installation.call(CREATE, { input })
  expect(createCannedResponse.cannedResponse.html).toBe(HARMLESS)
  const events = await watch(page, installation.url)
  await open(page, `/o/${slug}/canned-responses/${createCannedResponse.cannedResponse.id}`)
  for (const frame of await frames(page)) {
    await expect(frame.getByText('Ada Martin')).toHaveCSS('font-weight', '700')
    await expect(frame.getByRole('link', { name: 'Help', exact: true })).toHaveAttribute(
      'href',
      'https://acme.example/help?a=1&b=2',
    )
    await expect(frame.getByRole('cell').first()).toHaveCSS('padding', '4px 8px')
    await expect(frame.getByRole('listitem')).toHaveCount(3)
    await expect(frame.getByRole('img', { name: 'Acme & Söhne' })).toHaveAttribute('src', /^data:/)
    await expect(frame.getByRole('img')).toHaveCSS('width', '100px')
  }
  await expect(page.getByRole('main').getByText(/grey boxes/)).toBeVisible()
  expect(events).toEqual([])
})
