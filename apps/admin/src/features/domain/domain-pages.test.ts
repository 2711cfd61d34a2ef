import { screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import {
  change,
  domain,
  list,
  notReady,
  open,
  page,
  PLATFORM,
  problem,
  record,
  timeline,
} from '../../../test/domain-samples'
import { failing, violations, type Answers } from '../../../test/render'

describe('list of domains', () => {
  it('tells receiving and sending apart, each with its reason, and what is used of the limit', async () => {
    const shown = await open('/o/acme/domains', { DomainList: () => list([PLATFORM]) })
    const row = (await screen.findByRole('link', { name: 'acme.mailroom.example' })).closest('tr')!
    expect(within(row).getByText('Receives', { selector: '.badge' })).toBeTruthy()
    expect(within(row).getByText('Sends', { selector: '.badge' })).toBeTruthy()
    expect(screen.getByText('1 of 2 used')).toBeTruthy()
    expect(await violations(shown)).toEqual([])
  })

  it('says why no more can be added, and keeps the button reachable', async () => {
    await open('/o/acme/domains', { DomainList: () => list([PLATFORM, domain('support.example.com')]) })
    const button = await screen.findByRole('button', { name: /Add domain/ })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getAllByText(/All 2 domains are in use/).length).toBeGreaterThan(0)
  })

  it('shows those with something to do alone, and the choice is in the URL', async () => {
    const { user, router } = await open('/o/acme/domains', {
      DomainList: () => list([PLATFORM, domain('support.example.com')]),
    })
    await screen.findByRole('link', { name: 'support.example.com' })
    await user.selectOptions(screen.getByLabelText('Show'), 'With something to do')
    await waitFor(() => expect(screen.queryByRole('link', { name: 'acme.mailroom.example' })).toBeNull())
    expect(screen.getByRole('link', { name: 'support.example.com' })).toBeTruthy()
    expect(router.currentRoute.value.query).toEqual({ state: 'problems' })
    await user.selectOptions(screen.getByLabelText('Show'), 'Ready')
    expect(await screen.findByRole('link', { name: 'acme.mailroom.example' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'support.example.com' })).toBeNull()
  })

  it('checks, gives the zone file and leads to the deletion from the row of a domain', async () => {
    const one = domain('support.example.com')
    const { user, asked, router } = await open('/o/acme/domains', {
      DomainList: () => list([one]),
      DomainPage: () => page(one),
      CheckDomain: () => failing('RATE_LIMITED', { retryAfter: 8 }),
      DomainZoneFile: () => failing('INTERNAL', { incident: 'i-9' }),
    })
    const choose = async (name: string) => {
      await user.click(await screen.findByRole('button', { name: 'Actions: support.example.com' }))
      await user.click(await screen.findByRole('menuitem', { name }))
    }
    await choose('Zone file')
    expect(await screen.findByText(/i-9/)).toBeTruthy()
    await choose('Check now')
    expect(await screen.findByText('Check again in 8 s')).toBeTruthy()
    expect(asked.find(({ name }) => name === 'CheckDomain')?.variables).toEqual({ domainId: one.id })
    await choose('Delete domain…')
    await waitFor(() => expect(router.currentRoute.value.name).toBe('domain-settings'))
  })

  it('offers nothing to change to those who may only view', async () => {
    await open('/o/acme/domains', { DomainList: () => list([PLATFORM]) }, ['routing:email:view'])
    await screen.findByRole('link', { name: 'acme.mailroom.example' })
    expect(screen.queryByText('Add domain')).toBeNull()
  })

  it('says what failed and tries again', async () => {
    let answer = () => failing('INTERNAL', { incident: 'i-7' }) as ReturnType<typeof list> | ReturnType<typeof failing>
    const { user } = await open('/o/acme/domains', { DomainList: () => answer() })
    expect(await screen.findByText(/i-7/)).toBeTruthy()
    answer = () => list([PLATFORM])
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('link', { name: 'acme.mailroom.example' })).toBeTruthy()
    expect(screen.queryByText(/i-7/)).toBeNull()
  })
})

describe('adding a domain', () => {
  const made = domain('support.example.com')
  const answers: Answers = {
    DomainList: () => list([PLATFORM]),
    DomainPage: () => page(made),
    CreateDomain: () => ({ data: { createDomain: { __typename: 'DomainPayload', domain: made, problems: [] } } }),
  }

  it('takes the domain out of a pasted e-mail address, and leads to its records', async () => {
    const { user, asked, router } = await open('/o/acme/domains/new', answers)
    await user.type(await screen.findByLabelText(/Domain name/), 'ada@support.example.com')
    await user.click(screen.getByRole('button', { name: 'Add domain' }))
    await user.click(await screen.findByRole('button', { name: 'Use support.example.com' }))
    await user.click(screen.getByRole('button', { name: 'Add domain' }))
    await waitFor(() => expect(router.currentRoute.value.name).toBe('domain-dns'))
    const { variables } = asked.filter((one) => one.name === 'CreateDomain').at(-1)!
    expect(variables['input']).toEqual({
      organizationId: 'org_1',
      name: 'support.example.com',
      type: 'CUSTOM',
      reception: 'MX',
    })
  })

  it('takes the domain out of what is pasted at once, and says so', async () => {
    const { user } = await open('/o/acme/domains/new', answers)
    const field = (await screen.findByLabelText(/Domain name/)) as HTMLInputElement
    await user.click(field)
    await user.paste('https://www.support.example.com/contact?x=1')
    await waitFor(() => expect(field.value).toBe('www.support.example.com'))
    expect(screen.getByText(/was taken from what you pasted/)).toBeTruthy()
  })

  it('advises a subdomain where a registered name is typed, by the public suffix list', async () => {
    const { user } = await open('/o/acme/domains/new', answers)
    const field = await screen.findByLabelText(/Domain name/)
    await user.type(field, 'shop.example.co.uk')
    expect(screen.queryByRole('button', { name: /^Use support/ })).toBeNull()
    await user.clear(field)
    await user.type(field, 'example.co.uk')
    await user.click(await screen.findByRole('button', { name: 'Use support.example.co.uk' }))
    expect((field as HTMLInputElement).value).toBe('support.example.co.uk')
  })

  it('warns before the domain is added of what a look at DNS says (R-DOM-17)', async () => {
    const moves = { ...problem('MX_MOVES_ALL_MAIL', ['name'], { found: 'mx.old.example', proposal: 'support.x' }) }
    const { user, asked } = await open('/o/acme/domains/new', {
      ...answers,
      CreateDomain: () => ({
        data: {
          createDomain: {
            __typename: 'DomainPayload',
            domain: made,
            problems: [{ ...moves, severity: 'WARNING' }],
          },
        },
      }),
    })
    await user.type(await screen.findByLabelText(/Domain name/), 'support.example.com')
    await user.tab()
    expect(await screen.findByText(/mx.old.example/)).toBeTruthy()
    expect(
      asked.filter(({ name }) => name === 'CreateDomain').map(({ variables }) => variables['input']),
    ).toMatchObject([{ dryRun: true }])
  })

  it('keeps what was typed where the API refuses it, and moves the focus to the summary', async () => {
    const exists = problem('DOMAIN_EXISTS', ['name'], { found: 'support.example.com' })
    const refused = { data: { createDomain: { __typename: 'DomainPayload', domain: null, problems: [exists] } } }
    const { user, ...shown } = await open('/o/acme/domains/new', { ...answers, CreateDomain: () => refused })
    const field = (await screen.findByLabelText(/Domain name/)) as HTMLInputElement
    await user.type(field, 'support.example.com{Enter}')
    const summary = await screen.findByRole('alert')
    await waitFor(() => expect(document.activeElement).toBe(summary))
    expect(field.value).toBe('support.example.com')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(await violations(shown)).toEqual([])
  })

  it('asks before a half-filled form is left', async () => {
    const { user, router } = await open('/o/acme/domains/new', answers)
    await user.type(await screen.findByLabelText(/Domain name/), 'support')
    void router.push('/elsewhere/overview')
    const dialog = await screen.findByRole('dialog', { name: 'Discard 1 change?' })
    await user.click(within(dialog).getByRole('button', { name: 'Keep editing' }))
    expect(router.currentRoute.value.name).toBe('domain-new')
    void router.push('/elsewhere/overview')
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(router.currentRoute.value.name).toBe('overview'))
  })
})

describe('records of a domain', () => {
  const shown = domain('support.example.com', {
    dnsRecords: [
      record('OWNERSHIP', { status: 'VERIFIED' }),
      record('MX', {
        status: 'FAILED',
        found: ['10 mail.old.example'],
        hint: problem('DNS_MX_OTHER', [], { found: 'mail.old.example' }),
      }),
      record('SPF', { status: 'NOT_REQUIRED' }),
    ],
  })

  it('shows each with state, mistake and what was found, and those that are not needed last', async () => {
    const rendered = await open('/o/acme/domains/support.example.com/dns', { DomainPage: () => page(shown) })
    const rows = within(await screen.findByRole('table', { name: 'DNS records' }))
      .getAllByRole('row')
      .slice(1)
    expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
      expect.stringContaining('Ownership'),
      expect.stringContaining('Inbound mail'),
      expect.stringContaining('SPF'),
    ])
    expect(within(rows[1]!).getByText('Wrong')).toBeTruthy()
    expect(within(rows[1]!).getByText('10 mx.mail.example.net')).toBeTruthy()
    expect(within(rows[1]!).getByText('10 mail.old.example')).toBeTruthy()
    expect(await violations(rendered)).toEqual([])
  })

  it('warns of what the last check found (R-DOM-17)', async () => {
    const warnings = [{ ...problem('DMARC_WILL_FAIL', [], { policy: 'reject' }), severity: 'WARNING' }]
    await open('/o/acme/domains/support.example.com/dns', { DomainPage: () => page({ ...shown, warnings }) })
    expect(await screen.findByText(/DMARC/, { selector: '.banner p' })).toBeTruthy()
  })

  it('copies a value as it is to be entered', async () => {
    const { user } = await open('/o/acme/domains/support.example.com/dns', { DomainPage: () => page(shown) })
    const row = (await screen.findAllByRole('row'))[2]!
    await user.click(within(row).getByRole('button', { name: 'Copy Value' }))
    expect(await navigator.clipboard.readText()).toBe('10 mx.mail.example.net')
    expect(await within(row).findByText('Value copied')).toBeTruthy()
  })

  it('counts down where asking again is too early', async () => {
    const { user } = await open('/o/acme/domains/support.example.com/dns', {
      DomainPage: () => page(shown),
      CheckDomain: () => failing('RATE_LIMITED', { retryAfter: 8 }),
    })
    await user.click(await screen.findByRole('button', { name: 'Check now' }))
    expect(await screen.findByRole('button', { name: /Check again in 8 s/ })).toBeTruthy()
  })

  it('says that a domain is not there', async () => {
    await open('/o/acme/domains/gone.example.com/dns', { DomainPage: () => page(null) })
    expect(await screen.findByRole('heading', { name: 'This domain is not here' })).toBeTruthy()
  })
})

describe('keys and timeline of a domain (R-DOM-7, R-DOM-15)', () => {
  const path = '/o/acme/domains/support.example.com/dns'
  const rotation = (changes: object) => ({ __typename: 'DkimRotation', requestedAt: null, retiresAt: null, ...changes })
  const signing = (selector: string | null, changes: object = {}) =>
    domain('support.example.com', {
      dkimSelector: selector,
      dkimRotation: rotation(changes),
      dnsRecords: ['mr1', 'mr2'].map((one) => record(`DKIM:${one}`, { purpose: 'DKIM', signs: one === selector })),
    })

  it('says which key signs, rotates on a click, and says what it waits for', async () => {
    const rotated = signing('mr1', { requestedAt: '2026-11-22T10:00:00.000Z' })
    const { user, asked, ...shown } = await open(path, {
      DomainPage: () => page(signing('mr1')),
      RotateDkimKey: () => ({
        data: { rotateDkimKey: { __typename: 'DomainPayload', domain: rotated, problems: [] } },
      }),
    })
    expect(await screen.findByText('DKIM 1 signs now.')).toBeTruthy()
    const row = (await screen.findAllByRole('row'))[1]!
    expect(within(row).getByText('signs outgoing email')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Rotate key' }))
    expect(await screen.findByText(/^Waiting for DKIM 2/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Rotate key' })).toBeNull()
    expect(asked.find(({ name }) => name === 'RotateDkimKey')?.variables).toEqual({
      domainId: 'dom_support.example.com',
    })
    expect(await violations(shown)).toEqual([])
  })

  it('says how long the old record is to stay', async () => {
    const retiresAt = new Date(Date.now() + 86_400_000).toISOString()
    await open(path, { DomainPage: () => page(signing('mr2', { retiresAt })) })
    expect(await screen.findByText(/^Leave the record of DKIM 1 in place until/)).toBeTruthy()
  })

  it('says that the platform signs where no key is published, and offers nothing to those who may only view', async () => {
    await open(path, { DomainPage: () => page(signing(null)) }, ['routing:email:view'])
    expect(await screen.findByText(/No key is published yet/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Rotate key' })).toBeNull()
  })

  it('lists what happened in words, of one record or all, and more on request', async () => {
    const lines = [
      change('1'),
      change('2', { event: 'SIGNING', key: 'DKIM:mr2' }),
      change('3', { event: 'SUBDOMAIN_VERIFIED', key: 'OWNERSHIP', found: ['a.support.example.com'] }),
    ]
    const { user, asked, ...shown } = await open(path, {
      DomainPage: () => page(signing('mr2')),
      DomainTimeline: () => timeline(lines, true),
    })
    const section = within(await screen.findByRole('region', { name: 'Timeline' }))
    expect(await section.findByText('Inbound mail: Wrong, was Found')).toBeTruthy()
    expect(section.getByText('Found: 10 mail.old.example')).toBeTruthy()
    expect(section.getByText('DKIM 2 signs outgoing email from now on')).toBeTruthy()
    expect(section.getByText(/has proved that a.support.example.com belongs to it/)).toBeTruthy()
    await user.selectOptions(section.getByLabelText('Record'), 'DKIM')
    await user.click(await section.findByRole('button', { name: 'Show older' }))
    await waitFor(() => {
      const last = asked.filter(({ name }) => name === 'DomainTimeline').at(-1)?.variables
      expect(last).toMatchObject({ purpose: 'DKIM', first: 30 })
    })
    expect(await violations(shown)).toEqual([])
  })

  it('names what is missing where something else was found', async () => {
    const wrong = record('MX', { status: 'FAILED', found: ['10 mail.old.example'] })
    await open(path, { DomainPage: () => page({ ...signing('mr1'), dnsRecords: [wrong] }) })
    expect(await screen.findByText('Missing: 10 mx.mail.example.net')).toBeTruthy()
  })
})

describe('settings of a domain', () => {
  const stored = domain('support.example.com')
  const settings = '/o/acme/domains/support.example.com/settings'
  const updated = (one: object, problems: object[] = []) => ({
    data: { updateDomain: { __typename: 'DomainPayload', domain: one, problems } },
  })

  it('takes in what somebody else saved meanwhile, and saves upon it', async () => {
    const theirs = { ...stored, reception: 'REDIRECTION', version: 2 }
    const answersInTurn = [
      () => updated(theirs, [problem('STALE_VERSION', ['expectedVersion'])]),
      () => updated({ ...theirs, mailFromDomain: 'bounce.support.example.com', version: 3 }),
    ]
    const { user, asked } = await open(settings, {
      DomainPage: () => page(stored),
      UpdateDomain: () => answersInTurn.shift()!(),
    })
    await user.type(await screen.findByLabelText(/MAIL FROM/), 'bounce.support.example.com')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/Somebody else saved other fields/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/^Saved /)).toBeTruthy()
    const inputs = asked.filter((one) => one.name === 'UpdateDomain').map((one) => one.variables['input'])
    expect(inputs[1]).toMatchObject({
      expectedVersion: 2,
      reception: 'REDIRECTION',
      mailFromDomain: 'bounce.support.example.com',
    })
  })

  const senders = (servers: object[]) => ({
    data: {
      organization: { __typename: 'Organization', id: 'org_1', smtpServers: servers },
    },
  })
  const relay = { __typename: 'SmtpServer', id: 'smt_1', name: 'Relay', host: 'smtp.example.com' }

  it('switches to an SMTP server, which needs no MAIL FROM, and asks for one (R-DOM-4)', async () => {
    const saved = { ...stored, sender: 'SMTP', smtpServer: relay, canSend: notReady('SMTP_NOT_TESTED'), version: 2 }
    const { user, asked } = await open(settings, {
      DomainPage: () => page(stored),
      DomainSenders: () => senders([relay]),
      UpdateDomain: () => updated(saved),
    })
    await user.click(await screen.findByRole('radio', { name: /Your own SMTP server/ }))
    expect(screen.queryByLabelText(/MAIL FROM/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(asked.some((one) => one.name === 'UpdateDomain')).toBe(false)
    await user.selectOptions(await screen.findByLabelText(/^SMTP server/), 'Relay (smtp.example.com)')
    await user.click(screen.getByRole('checkbox', { name: /The server signs mail itself/ }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText(/^Saved /)
    const { input } = asked.find((one) => one.name === 'UpdateDomain')!.variables
    expect(input).toMatchObject({ sender: 'SMTP', smtpServerId: 'smt_1', serverSigns: true })
    expect(input).not.toHaveProperty('mailFromDomain')
  })

  it('leads to the test of a server that was not tested', async () => {
    const untested = { ...stored, sender: 'SMTP', smtpServer: relay, canSend: notReady('SMTP_NOT_TESTED') }
    await open('/o/acme/domains/support.example.com/dns', { DomainPage: () => page(untested) })
    expect(await screen.findByRole('link', { name: 'Test Relay' })).toBeTruthy()
  })

  it('deletes only after the name was typed', async () => {
    const { user, asked, router } = await open(settings, {
      DomainPage: () => page(stored),
      DomainList: () => list([PLATFORM]),
      DeleteDomain: () => ({
        data: {
          deleteDomain: {
            __typename: 'DeletePayload',
            deletedId: stored.id,
            currentVersion: null,
            usedBy: [],
            problems: [],
          },
        },
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Delete domain…' }))
    const field = screen.getByLabelText(/Type support.example.com/)
    await user.type(field, 'support.example{Enter}')
    expect(asked.some((one) => one.name === 'DeleteDomain')).toBe(false)
    await user.type(field, '.com')
    await user.click(screen.getByRole('button', { name: 'Delete domain and 2 addresses' }))
    await waitFor(() => expect(router.currentRoute.value.name).toBe('domains'))
    expect(asked.find((one) => one.name === 'DeleteDomain')!.variables['input']).toMatchObject({
      confirmName: stored.name,
      expectedVersion: 1,
    })
  })

  it('is read-only, and says so, to those who may only view', async () => {
    await open(settings, { DomainPage: () => page(stored) }, ['routing:email:view'])
    expect(await screen.findByText(/You can view this/)).toBeTruthy()
    expect((screen.getByLabelText(/MAIL FROM/) as HTMLInputElement).disabled).toBe(true)
    expect(screen.queryByRole('button', { name: 'Delete domain…' })).toBeNull()
  })
})
