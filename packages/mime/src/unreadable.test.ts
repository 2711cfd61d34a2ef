import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MESSAGE_LIMITS, MessageUnreadable, parseMessage, type MessageLimits } from './index.js'

afterEach(() => vi.restoreAllMocks())

async function refusalOf(raw: Uint8Array | string, limits: Partial<MessageLimits> = {}): Promise<MessageUnreadable> {
  const refusal = await parseMessage(raw, { ...MESSAGE_LIMITS, ...limits }).catch((reason: unknown) => reason)
  expect(refusal).toBeInstanceOf(MessageUnreadable)
  return refusal as MessageUnreadable
}

const inner = (level: number) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n`
const nested = `${inner(0)}--b0\r\n${inner(1)}--b1\r\n${inner(2)}--b2\r\n\r\nx`
const parts = `${inner(0)}--b0\r\n\r\none\r\n--b0\r\n\r\ntwo\r\n--b0\r\n\r\nthree\r\n--b0--`
const partHeader = `${inner(0)}--b0\r\nX-A: 1\r\nX-B: ${'x'.repeat(50)}\r\n\r\n`

describe('a mail that is not read says where', () => {
  it.each<[string, string, Partial<MessageLimits>, string]>([
    ['too many bytes', 'Subject: a\r\n\r\nbody', { bytes: 13 }, '\nbody'],
    ['too long a header block', 'A: 1\r\nB: 2\r\nC: 3\r\n\r\n', { headerBytes: 7 }, ': 2'],
    ['too many header fields', 'A: 1\r\n more\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n', { headers: 2 }, 'C: 3'],
    ['too many lines', 'A: 1\r\n\r\none\r\ntwo\r\nthree\r\n', { lines: 3 }, 'two'],
    ['lines that end in CR alone', 'A: 1\rB: 2\r\rtwo\rthree\r', { lines: 3 }, 'two'],
    ['a text of more bytes than characters', 'Ä: ü\r\nB: 2\r\n\r\n', { headers: 1 }, 'B: 2'],
    ['too many parts', parts, { parts: 2 }, '--b0\r\n\r\nthree'],
    ['parts too deep', nested, { depth: 2 }, '--b2'],
    ['too long headers of parts', partHeader, { headerBytes: 60 }, 'X-B'],
  ])('%s', async (_, raw, limits, from) => {
    const bytes = new TextEncoder().encode(raw)
    const before = raw.slice(0, raw.indexOf(from))
    const line = before.split(raw.includes('\n') ? '\n' : '\r').length
    const at = { offset: new TextEncoder().encode(before).length, line }
    expect((await refusalOf(raw, limits)).at).toEqual(at)
    expect((await refusalOf(bytes, limits)).at).toEqual(at)
  })

  it('where the reader gives up: the start of that line', async () => {
    const processLine = vi.spyOn(PostalMime.prototype, 'processLine' as never) as unknown as ReturnType<typeof vi.fn>
    processLine.mockResolvedValueOnce(undefined).mockRejectedValueOnce(new RangeError('x'))
    expect(await refusalOf('A: 1\r\nB: 2\r\n\r\n')).toMatchObject({ reason: 'UNPARSABLE', at: { offset: 6, line: 2 } })
  })

  it('always within the mail, at the line of that byte', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('A: b', '\r\n', '\n', ' ', 'x', inner(0), '--b0', 'ü'), { maxLength: 60 }),
        fc.constantFrom<Partial<MessageLimits>>(
          ...[{ bytes: 9 }, { lines: 3 }, { headers: 1 }, { headerBytes: 8 }, { parts: 0 }, { depth: 0 }],
        ),
        async (pieces, limits) => {
          const raw = new TextEncoder().encode(pieces.join(''))
          const refusal = await parseMessage(raw, { ...MESSAGE_LIMITS, ...limits }).catch((reason: unknown) => reason)
          if (!(refusal instanceof MessageUnreadable)) return
          const { offset, line } = refusal.at
          expect(offset).toBeLessThanOrEqual(raw.length)
          expect(line).toBe(raw.slice(0, offset).filter((byte) => byte === 0x0a).length + 1)
        },
      ),
    ))
})
