import { expect, it } from 'vitest'
import { parseMessage, toParsedMessage } from './index.js'

const fields = {
  from: 'Zoë Müller <zoe@example.org>',
  to: ['help@support.example.com', '"Sales, Acme" <sales@support.example.com>'],
  cc: ['a@example.org'],
  subject: 'Größe 42?',
  text: 'Guten Tag\n\npasst 42?\n',
  headers: [
    { name: 'In-Reply-To', value: '<1@example.org>' },
    { name: 'Auto-Submitted', value: 'auto-replied' },
    { name: 'Reply-To', value: 'team@example.org, zoe@example.org' },
  ],
}

it('reads composed fields as the equal raw mail', async () => {
  const raw = [
    'From: Zoë Müller <zoe@example.org>',
    'To: help@support.example.com, "Sales, Acme" <sales@support.example.com>',
    'Cc: a@example.org',
    'Subject: Größe 42?',
    'In-Reply-To: <1@example.org>',
    'Auto-Submitted: auto-replied',
    'Reply-To: team@example.org, zoe@example.org',
    '',
    'Guten Tag',
    '',
    'passt 42?',
    '',
  ].join('\r\n')
  const message = await toParsedMessage(fields)
  expect(message).toEqual(await parseMessage(raw))
  expect(message).toMatchObject({
    from: [{ name: 'Zoë Müller', address: 'zoe@example.org' }],
    to: [
      { name: null, address: 'help@support.example.com' },
      { name: 'Sales, Acme', address: 'sales@support.example.com' },
    ],
    replyTo: [{ address: 'team@example.org' }, { address: 'zoe@example.org' }],
    subject: 'Größe 42?',
    text: 'Guten Tag\n\npasst 42?',
    inReplyTo: ['<1@example.org>'],
  })
})

it('lets no value begin another header or the text', async () => {
  const message = await toParsedMessage({
    subject: 'a\r\nX-Mailroom-Loop: b\n\nc',
    headers: [{ name: 'X\r\nY', value: 'z' }],
  })
  expect(message.headers).toEqual([
    { name: 'subject', value: 'a X-Mailroom-Loop: b c' },
    { name: 'x y', value: 'z' },
  ])
  expect(message.text).toBe('')
})

it('R-FLO-2 keeps a header without a value, as the raw mail has it', async () => {
  const { headers } = await toParsedMessage({ subject: '', headers: [{ name: 'X-Empty', value: '' }] })
  expect(headers).toEqual((await parseMessage('X-Empty:\r\n\r\n')).headers)
  expect(headers).toEqual([{ name: 'x-empty', value: '' }])
})

it('reads a mail of nothing', async () => {
  expect(await toParsedMessage({})).toMatchObject({ from: [], to: [], subject: '', text: '', messageId: null })
  expect(await toParsedMessage({ from: null, to: [], headers: [{ name: ' ', value: 'x' }] })).toMatchObject({
    headers: [],
  })
})
