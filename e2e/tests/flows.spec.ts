import { expect, test } from '../fixtures/test.js'
import { settled } from '../fixtures/inspect.js'

const SIMULATE = `query ($slug: String!, $input: InboundMessageInput!) { organization(slug: $slug) {
  simulateInbound(input: $input) { outcomes { result labels } trace { rule title input result } } } }`

test('a flow is made by the keyboard, published, decides about a mail, and goes back to an older version', async ({
  page,
  installation,
}) => {
  const { slug, flow, domain } = await installation.addFilledOrganisation()
  await page.goto(`/o/${slug}/flows/${flow}`)
  await settled(page)
  const rule = page.getByRole('region', { name: 'Rule 2' })
  const group = rule.getByRole('group', { name: 'Condition 2.1' })

  await rule.getByRole('button', { name: 'Add group' }).focus()
  await page.keyboard.press('Enter')
  await expect(group.getByRole('combobox', { name: 'Field' })).toBeFocused()
  await page.keyboard.type('Text')
  await page.keyboard.press('Tab')
  await page.keyboard.type('matches')
  await page.keyboard.press('Tab')
  await page.keyboard.type('\\burgent(')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('alert')).toContainText('a parenthesis has no partner')
  const pattern = group.getByRole('textbox', { name: /^Value/ })
  await pattern.fill('\\burgent(ly)?\\b')
  await rule.getByRole('radio', { name: 'at least one of these holds' }).first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeEnabled()
  await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter')
  const question = page.getByRole('dialog', { name: /^Publish flow/ })
  await expect(question.getByRole('listitem').first()).toContainText('urgent(ly)?')
  await question.getByRole('button', { name: 'Publish', exact: true }).press('Enter')
  await expect(page.getByText('Published as v2. Addresses use it from now on.')).toBeVisible()

  const input = {
    from: 'a@b.example',
    to: [`hello@${domain}`],
    text: 'Please, URGENTLY!',
    receivedAt: '2026-06-06T12:00:00Z',
  }
  const { organization } = await installation.call(SIMULATE, { slug, input })
  expect(organization.simulateInbound.outcomes).toMatchObject([{ result: 'QUEUED', labels: ['after hours'] }])
  expect(JSON.stringify(organization.simulateInbound.trace)).toContain('Yes: Please, URGENTLY!')

  await page.getByRole('button', { name: 'Take version 1 as draft' }).press('Enter')
  await expect(group).toBeHidden()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Published v2, draft differs')).toBeVisible()
  await page.getByRole('button', { name: 'Unpublish' }).press('Enter')
  await expect(page.getByRole('link', { name: `hello@${domain}` })).toBeVisible()
})
