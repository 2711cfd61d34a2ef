import { screen, waitFor, within } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { switchTo } from '@/shared/i18n'
import { answerWith, renderAt, violations } from '../../../test/render'
import { entity, problem } from '../../../test/samples'
import routes from './routes'

const NAME = 'support.example.com'
const record = (key: string, changes: object = {}) =>
  entity('SharedDnsRecord', {
    ...{ key, purpose: key.split(':')[0], required: true, type: key === 'MX' ? 'MX' : 'TXT' },
    ...{ host: NAME, hostInZone: 'support', value: 'v=value', valueToType: 'v=value' },
    ...{ priority: null, priorityToType: null, ttl: 3600, status: 'PENDING', found: [], hint: null },
    checkedAt: '2026-11-22T10:00:00.000Z',
    ...changes,
  })
const mx = { value: 'mx.mail.example.net', valueToType: 'mx.mail.example.net', priority: 10, priorityToType: 10 }
const provider = entity('DnsProvider', {
  ...{ key: 'CLOUDFLARE', name: 'Cloudflare', menu: 'DNS › Records', apex: '@' },
  ...{ quotes: false, priorityInValue: false, targetDot: false, proxy: true },
})
const share = (changes: object = {}) => ({
  data: {
    dnsShare: entity('DnsShare', {
      ...{ organizationName: 'Acme', domainName: NAME, domainDisplayName: NAME, dnsZone: 'example.com' },
      ...{ zoneFile: 'zone', dnsProvider: provider, lastCheckedAt: '2026-11-22T10:00:00.000Z' },
      expiresAt: new Date(Date.now() + 6.5 * 86_400_000).toISOString(),
      records: [record('OWNERSHIP'), record('MX', mx)],
      ...changes,
    }),
  },
})

let codes = 0
/** Each with a code of its own: what was seen by another one is not shown. */
async function open(answer: () => object) {
  history.replaceState(null, '', `/dns#code=once${++codes}`)
  const asked = answerWith({ DnsShare: answer })
  return { ...(await renderAt('/dns', routes as RouteRecordRaw[], ['guide'])), asked }
}

describe('records of a domain for whoever has a link', () => {
  afterEach(async () => {
    vi.useRealTimers()
    history.replaceState(null, '', '/')
    await switchTo('en')
  })

  it('shows them without signing in, by the code of the fragment', async () => {
    const shown = await open(share)
    expect(await screen.findByRole('heading', { level: 1, name: `DNS records for ${NAME}` })).toBeTruthy()
    expect(shown.asked).toEqual([{ name: 'DnsShare', variables: { code: `once${codes}` } }])
    expect(screen.getByText(/Acme asks you/)).toBeTruthy()
    expect(screen.getByText('2 needed records are not right yet.')).toBeTruthy()
    expect(await violations(shown)).toEqual([])
  })

  it('types hosts as the provider wants them, and in full on wish', async () => {
    const { user } = await open(share)
    expect(await screen.findByText(/Provider detected: Cloudflare/)).toBeTruthy()
    expect(screen.getAllByText('support')).toHaveLength(2)
    expect(screen.getByText('Priority: 10')).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'full name' }))
    expect(screen.queryByText('support')).toBeNull()
    expect(screen.getAllByText(NAME, { selector: 'code' })).toHaveLength(2)
    await user.click(screen.getByText('Steps for Cloudflare'))
    expect(screen.getByText(/orange cloud/)).toBeTruthy()
    expect(screen.getByText(/For example.com itself enter @/)).toBeTruthy()
  })

  it('says in words what is there and should not be, and what is missing', async () => {
    const old = { ...mx, status: 'FAILED', found: ['10 mail.old.example'], hint: problem('DNS_MX_OTHER') }
    const spf = {
      status: 'FAILED',
      value: 'v=spf1 include:a.example include:ours.example ~all',
      found: ['v=spf1 include:a.example ~all'],
    }
    await open(() => share({ records: [record('MX', old), record('MAIL_FROM_SPF', spf)] }))
    const rows = (await screen.findAllByRole('row')).slice(1)
    expect(within(rows[0]!).getByText('10 mail.old.example').tagName).toBe('DEL')
    expect(within(rows[0]!).getByText(/unexpected – remove it/)).toBeTruthy()
    expect(within(rows[0]!).getByText(/Missing: 10 mx.mail.example.net/)).toBeTruthy()
    const added = rows[1]!.querySelector('ins')!
    expect(added.textContent?.trim()).toBe('missing: include:ours.example')
    expect(within(rows[1]!).queryByText(/^Missing/)).toBeNull()
  })

  it('asks again every 10 seconds while it is seen, and says what changed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    let records = [record('OWNERSHIP')]
    const { asked } = await open(() => share({ records }))
    await screen.findByText('1 needed record is not right yet.')
    records = [record('OWNERSHIP', { status: 'VERIFIED' })]
    await vi.advanceTimersByTimeAsync(10_500)
    expect(await screen.findByText(/Everything that is needed was found/)).toBeTruthy()
    expect(screen.getByText('Ownership: Found')).toBeTruthy()
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    const before = asked.length
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked).toHaveLength(before)
    hidden.mockRestore()
  })

  it('says that a link works no longer, and does not ask again', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const { asked } = await open(() => ({ data: { dnsShare: null } }))
    expect(await screen.findByText('This link does not work')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked).toHaveLength(1)
  })

  it('speaks the language that is chosen on the page', async () => {
    const { user } = await open(share)
    await user.click(await screen.findByRole('button', { name: /English/ }))
    await user.click(await screen.findByRole('menuitemradio', { name: 'Deutsch' }))
    await waitFor(() => expect(screen.getByText(/Anbieter erkannt: Cloudflare/)).toBeTruthy())
  })
})
