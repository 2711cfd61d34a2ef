import { expect, it } from 'vitest'
import { error } from '@mailroom/core'
import { address, entity } from '../../../test/samples'
import type { AddressDetailsFragment } from '@/gql/graphql'
import { atField } from './address-check'
import { emptyForm, toAddressDraft, toForm } from './address-form'
import { localPartOf, mailboxOf, mailboxText } from './typed-text'

const stored = (fields: Record<string, unknown> = {}) => address(fields) as unknown as AddressDetailsFragment

it('says of a stored address exactly what is stored', () => {
  expect(toAddressDraft(toForm(stored()))).toEqual({
    fromName: 'Shop',
    fromAddressId: null,
    replyTo: '',
    bcc: [],
    routing: { queue: { queueId: 'que_1', skillIds: [], languageId: null, priority: 20 } },
    spamRouting: { disconnect: true },
    signature: null,
    history: 'AGENT_DECIDES',
    multipleActions: false,
  })
})

it('says only the routing that is chosen, whatever else was filled in (R-ADR-7)', () => {
  const form = { ...toForm(stored()), routing: 'FLOW' as const, flow: { id: 'flw_1', label: 'Night', published: true } }
  expect(toAddressDraft(form).routing).toEqual({ flow: { flowId: 'flw_1' } })
})

it('keeps the names of BCC recipients', () => {
  const bcc = [entity('Mailbox', { address: 'a@acme.example', name: 'Ann' })]
  expect(toAddressDraft(toForm(stored({ bcc }))).bcc).toEqual([{ address: 'a@acme.example', name: 'Ann' }])
})

it.each([
  [['routing', 'queue', 'queueId'], ['queue']],
  [['routing', 'queue', 'skillIds', '1'], ['skills']],
  [['spamRouting', 'flow', 'flowId'], ['spamFlow']],
  [['bcc', '2'], ['bcc']],
  [['replyTo'], ['replyTo']],
])('shows a problem of %j at %j', (path, field) => {
  expect(atField(error('REQUIRED', path)).path).toEqual(field)
  expect(Object.keys(emptyForm())).toContain(field[0])
})

it.each([
  ['help@shop.example', 'help'],
  ['mailto:Help@SHOP.example', 'Help'],
  ['help@other.example', 'help@other.example'],
  ['help', 'help'],
])('takes only its own domain off %s', (typed, localPart) => {
  expect(localPartOf(typed, { name: 'shop.example', displayName: 'shop.example' })).toBe(localPart)
})

it.each(['a@b.example', 'Ann Lee <a@b.example>'])('reads %s back as it was written', (text) => {
  expect(mailboxText(mailboxOf(text))).toBe(text)
})
