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
  await page.getByRole('radio', { name: 'as HTML source' }).check()
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

test('attacks that are pasted into the editor or dropped on it do nothing, and come in clean (security H1)', async ({
  page,
  installation,
}) => {
  const { slug } = await installation.addOrganisation()
  const events = await watch(page, installation.url)
  await open(page, `/o/${slug}/canned-responses/new`)
  const editor = page.getByRole('textbox', { name: 'Text', exact: true })
  const given = [...HOSTILE, '<p>The <b>last</b> one</p>']
  for (const [at, html] of given.entries()) {
    await editor.evaluate(
      (box, { html, type }) => {
        const data = new DataTransfer()
        data.setData('text/html', html)
        const { x, y } = box.getBoundingClientRect()
        const options = { bubbles: true, cancelable: true, clientX: x + 20, clientY: y + 20 }
        const event =
          type === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: data })
            : new DragEvent('drop', { ...options, dataTransfer: data })
        box.dispatchEvent(event)
      },
      { html, type: at % 2 === 0 || at === given.length - 1 ? 'paste' : 'drop' },
    )
  }
  await expect(editor.locator('b', { hasText: 'last' })).toBeVisible()
  await settled(page)
  const names = await editor.evaluate((box) => [...box.querySelectorAll('*')].map((element) => element.localName))
  expect([...new Set(names)].filter((name) => !KNOWN.has(name))).toEqual([])
  // Undo and redo, and other views of the same, are no way in either.
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+y')
  await page.getByRole('radio', { name: 'as HTML source' }).check()
  await page.getByRole('radio', { name: 'as it looks' }).check()
  await settled(page)
  expect(events).toEqual([])
})

test('is written by hand, in a real browser, without a report of the policy', async ({ page, installation }) => {
  const { slug } = await installation.addOrganisation()
  const events = await watch(page, installation.url)
  await open(page, `/o/${slug}/canned-responses/new`)
  const editor = page.getByRole('textbox', { name: 'Text', exact: true })
  await editor.click()
  await page.keyboard.type('Kind ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('regards')
  await page.keyboard.press('Control+b')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Bulleted list' }).click()
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await page.keyboard.press('Control+]')
  await page.getByRole('radio', { name: 'as HTML source' }).check()
  await expect(page.getByRole('textbox', { name: /^Text as HTML/ })).toHaveValue(
    '<p>Kind <b>regards</b></p><ul><li>one<ul><li>two</li></ul></li></ul>',
  )
  await page.getByRole('radio', { name: 'as it looks' }).check()
  await expect(editor.getByRole('listitem').last()).toHaveText('two')
  expect(events).toEqual([])
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
