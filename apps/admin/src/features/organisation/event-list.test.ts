import { screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { renderAt, violations } from '../../../test/render'
import EventList from './EventList.vue'

const change = {
  ...{ __typename: 'RecordChange' as const, id: '1', event: 'STATE' as const, key: 'MX', host: 'shop.example' },
  ...{ from: 'PENDING' as const, to: 'VERIFIED' as const, found: [], source: null },
  ...{ at: '2026-11-22T10:00:00.000Z', domainName: 'shop.example' },
}

const show = (changes: object[]) =>
  renderAt('/o/acme', [{ path: '/o/:org', component: EventList, props: { changes } }], ['domain-dns'])

it('tells what happened to which domain, in words (R-DOM-15)', async () => {
  const lost = { ...change, id: '2', event: 'OWNERSHIP_LOST' as const, key: 'OWNERSHIP' }
  const shown = await show([lost, change])
  const items = screen.getAllByRole('listitem')
  expect(items[0]?.textContent).toContain('The name is no longer owned by this organisation')
  expect(items[1]?.textContent).toContain('Inbound mail: Found, was Not found yet')
  expect(screen.getAllByRole('link', { name: 'shop.example' })).toHaveLength(2)
  expect(await violations(shown)).toEqual([])
})

it('says that nothing has happened', async () => {
  await show([])
  expect(screen.getByText('Nothing has happened yet.')).toBeTruthy()
})
