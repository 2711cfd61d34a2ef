import { screen, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { domain, open, page } from '../../../test/domain-samples'
import { violations, type Answers } from '../../../test/render'

describe('links for whoever keeps the DNS', () => {
  const path = '/o/acme/domains/support.example.com/dns'
  const link = {
    __typename: 'DnsShareLink',
    ...{ id: 'dsl_1', createdBy: 'Ada', createdAt: '2026-11-22T10:00:00.000Z', openedAt: null },
    expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  }
  const links = (all: object[]) => ({
    data: {
      organization: {
        __typename: 'Organization',
        ...{ id: 'org_1', name: 'Acme' },
        domain: { __typename: 'EmailDomain', id: 'dom_support.example.com', dnsShareLinks: all },
      },
    },
  })

  it('are made with a mail in any language, shown once, and revoked', async () => {
    let all: object[] = []
    const { user, asked } = await open(path, {
      DomainPage: () => page(domain('support.example.com')),
      DomainShareLinks: () => links(all),
      CreateDnsShareLink: () => {
        all = [link]
        const made = { dnsShareLink: link, link: 'https://mail.example/dns#code=once', problems: [] }
        return { data: { createDnsShareLink: { __typename: 'DnsShareLinkPayload', ...made } } }
      },
      RevokeDnsShareLink: () => {
        all = []
        const gone = { deletedId: 'dsl_1', currentVersion: null, usedBy: [], problems: [] }
        return { data: { revokeDnsShareLink: { __typename: 'DeletePayload', ...gone } } }
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Send to my DNS admin…' }))
    const drawer = within(await screen.findByRole('dialog', { name: 'Send to my DNS admin' }))
    expect(await drawer.findByText('None yet.')).toBeTruthy()
    await user.click(drawer.getByRole('button', { name: 'Create link' }))
    expect(await drawer.findByText('https://mail.example/dns#code=once')).toBeTruthy()
    expect(drawer.getByText('DNS records for support.example.com')).toBeTruthy()
    await user.selectOptions(drawer.getByLabelText('Language of the email'), 'Deutsch')
    expect(drawer.getByText('DNS-Einträge für support.example.com')).toBeTruthy()
    expect(await drawer.findByText(/Acme möchte mit support.example.com/)).toBeTruthy()
    expect(await drawer.findByText(/not opened yet/)).toBeTruthy()
    await user.click(drawer.getByRole('button', { name: /Revoke/ }))
    expect(await drawer.findByText('None yet.')).toBeTruthy()
    expect(drawer.queryByText('https://mail.example/dns#code=once')).toBeNull()
    expect(asked.find(({ name }) => name === 'RevokeDnsShareLink')?.variables).toEqual({ id: 'dsl_1' })
  })

  it('are not offered to those who may only view', async () => {
    await open(path, { DomainPage: () => page(domain('support.example.com')) }, ['routing:email:view'])
    await screen.findByText('DNS records', { selector: 'h2' })
    expect(screen.queryByRole('button', { name: 'Send to my DNS admin…' })).toBeNull()
  })
})

describe('history of a domain', () => {
  const path = '/o/acme/domains/support.example.com/history'
  const entry = {
    __typename: 'AuditEntry',
    ...{ id: 'aud_1', at: '2026-11-22T10:00:00.000Z', actor: 'Ada', actorKind: 'USER', action: 'UPDATED' },
    changes: [
      { __typename: 'AuditChange', field: 'smtpServerId', before: null, after: 'smt_1' },
      { __typename: 'AuditChange', field: 'MX', before: 'PENDING', after: 'VERIFIED' },
    ],
  }
  const answers: Answers = {
    DomainPage: () => page(domain('support.example.com')),
    DomainSenders: () => ({
      data: {
        organization: {
          __typename: 'Organization',
          id: 'org_1',
          smtpServers: [{ __typename: 'SmtpServer', id: 'smt_1', name: 'Relay', host: 'smtp.example.com' }],
        },
      },
    }),
    DomainHistory: () => ({
      data: {
        organization: {
          __typename: 'Organization',
          id: 'org_1',
          auditLog: {
            __typename: 'AuditEntryConnection',
            nodes: [entry],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            totalCount: 1,
          },
        },
      },
    }),
  }

  it('tells changes of this domain in words, with names instead of ids', async () => {
    const { asked, ...shown } = await open(path, answers, ['routing:email:manage', 'audit:view'])
    expect(await screen.findByText('SMTP server: Relay, was nothing')).toBeTruthy()
    expect(screen.getByText('Inbound mail: Found, was Not found yet')).toBeTruthy()
    const { variables } = asked.find(({ name }) => name === 'DomainHistory')!
    expect(variables).toMatchObject({ domainId: 'dom_support.example.com' })
    expect(await violations(shown)).toEqual([])
  })

  it('says why there is nothing to see without the permission, and asks for nothing', async () => {
    const { asked } = await open(path, answers, ['routing:email:view'])
    expect(await screen.findByText(/You may not see who changed what/)).toBeTruthy()
    expect(asked.some(({ name }) => name === 'DomainHistory')).toBe(false)
  })
})
