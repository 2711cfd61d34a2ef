import { expect, it } from 'vitest'
import { parseMessage, toParsedMessage } from '@mailroom/mime'
import { MessageReader } from './message-reader.js'
import { RefusedMail } from './refused-mail.js'

const MAIL =
  'From: Anna <anna@customer.example>\r\nTo: help@shop.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello\r\n'

it('reads in a thread what the parser reads here', async () => {
  expect(await new MessageReader().read({ raw: MAIL })).toEqual(await parseMessage(MAIL))
})

it('reads composed fields as the equal raw mail', async () => {
  const fields = { from: 'anna@customer.example', to: ['help@shop.example'], subject: 'Grüße', text: 'Hello' }
  expect(await new MessageReader().read({ fields })).toEqual(await toParsedMessage(fields))
})

it('says which limit a mail exceeds', async () => {
  const headers = Array.from({ length: 600 }, (_, i) => `X-${i}: x\r\n`).join('')
  const reading = new MessageReader().read({ raw: `${headers}\r\n` })
  await expect(reading).rejects.toThrow(RefusedMail)
  const params = { what: 'headers', limit: 500, count: 600, line: 501, offset: headers.indexOf('X-500:') }
  await expect(reading).rejects.toMatchObject({ problem: { code: 'MAIL_TOO_MUCH_TO_READ', params } })
})

it('reads the largest mail while the process goes on', async () => {
  const raw = MAIL + `${'x'.repeat(70)}\r\n`.repeat(200_000)
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  const message = await new MessageReader().read({ raw })
  clearInterval(timer)
  expect(message.sizeBytes).toBe(raw.length)
  expect(ticks).toBeGreaterThan(3)
})

it('reads hundreds of mails in line, and goes on after ones that are refused or large', async () => {
  const reader = new MessageReader()
  await reader.read({ raw: MAIL + 'x'.repeat(2_000_000) })
  const headers = 'X: x\r\n'.repeat(600)
  const reading = Array.from({ length: 300 }, (_, i) =>
    reader.read({ raw: i % 10 === 0 ? `${headers}\r\n` : `X-Number: ${i}\r\n${MAIL}` }).catch(() => undefined),
  )
  const numbers = (await Promise.all(reading)).map((message) => message?.headers[0]?.value)
  expect(numbers).toEqual(reading.map((_, i) => (i % 10 === 0 ? undefined : `${i}`)))
})
