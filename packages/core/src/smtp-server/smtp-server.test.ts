import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SMTP_LIMITS } from './limits.js'
import { needsPassword, parseSmtpServer, voidsPassword } from './parse-smtp-server.js'
import { showReply } from './test-reply.js'
import type { SmtpServerDraft, StoredSmtpServer } from './types.js'

const STORED: StoredSmtpServer = {
  name: 'Relay',
  host: 'smtp.example.com',
  port: 587,
  security: 'STARTTLS',
  user: 'postman',
  maxMessageBytes: 1_000_000,
  keepAlive: false,
  idleSeconds: 30,
  passwordSet: true,
}
const NEW = { name: 'Relay', host: 'smtp.example.com', port: 587, security: 'STARTTLS' } as const
const MEGABYTE = 1_048_576

const problemsOf = (draft: SmtpServerDraft, current: StoredSmtpServer | null = STORED) =>
  parseSmtpServer(draft, current).problems.map(({ code, path }) => [code, ...path].join(' '))

function valueOf(draft: SmtpServerDraft, current: StoredSmtpServer | null = STORED) {
  const result = parseSmtpServer(draft, current)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

describe('R-SMTP-1 an SMTP server', () => {
  it('needs name, host, port and security, and has defaults for the rest', () => {
    expect(problemsOf({}, null)).toEqual(['REQUIRED name', 'REQUIRED host', 'REQUIRED port', 'REQUIRED security'])
    expect(valueOf(NEW, null).server).toEqual({
      ...NEW,
      user: null,
      maxMessageBytes: 10 * MEGABYTE,
      keepAlive: true,
      idleSeconds: 60,
    })
  })

  it('undefined leaves, null is the default again or none', () => {
    const { passwordSet, ...server } = STORED
    expect(passwordSet).toBe(true)
    expect(valueOf({})).toEqual({ server, password: { kind: 'KEPT' }, isTestVoid: false })
    expect(valueOf({ maxMessageBytes: null, keepAlive: null, idleSeconds: null }).server).toMatchObject({
      maxMessageBytes: 10 * MEGABYTE,
      keepAlive: true,
      idleSeconds: 60,
    })
    expect(valueOf({ user: null }).server.user).toBeNull()
    expect(problemsOf({ name: null, host: null, port: null, security: null })).toEqual([
      'REQUIRED name',
      'REQUIRED host',
      'REQUIRED port',
      'REQUIRED security',
    ])
  })

  it.each([
    [{ port: 0 }, 'OUT_OF_RANGE port'],
    [{ port: 65_536 }, 'OUT_OF_RANGE port'],
    [{ port: 25.5 }, 'OUT_OF_RANGE port'],
    [{ maxMessageBytes: 0 }, 'OUT_OF_RANGE maxMessageBytes'],
    [{ maxMessageBytes: 40 * MEGABYTE + 1 }, 'OUT_OF_RANGE maxMessageBytes'],
    [{ idleSeconds: 0 }, 'OUT_OF_RANGE idleSeconds'],
    [{ idleSeconds: 3601 }, 'OUT_OF_RANGE idleSeconds'],
    [{ user: 'a\r\nb', password: 'x' }, 'FORBIDDEN_CHARACTERS user'],
    [{ user: 'u'.repeat(256), password: 'x' }, 'TOO_LONG user'],
    [{ password: 'a\nb' }, 'FORBIDDEN_CHARACTERS password'],
    [{ password: 'p'.repeat(1025) }, 'TOO_LONG password'],
    [{ name: 'x'.repeat(101) }, 'TOO_LONG name'],
    [{ host: '127.1' }, 'HOST_SYNTAX host'],
    [{ user: null, password: 'secret' }, 'REQUIRED user'],
  ])('%j is refused: %s', (draft, problem) => {
    expect(problemsOf(draft)).toEqual([problem])
  })

  it.each([{ port: 1 }, { port: 65_535 }, { maxMessageBytes: 1 }, { maxMessageBytes: 40 * MEGABYTE }])(
    'takes %j',
    (draft) => expect(valueOf(draft).server).toMatchObject(draft),
  )

  it('sends no password without TLS', () => {
    expect(problemsOf({ ...NEW, security: 'NONE', user: 'postman', password: 'x' }, null)).toEqual([
      'SMTP_PASSWORD_WITHOUT_TLS password',
    ])
    expect(problemsOf({ security: 'NONE', password: 'x' })).toEqual(['SMTP_PASSWORD_WITHOUT_TLS password'])
    expect(problemsOf({ ...NEW, security: 'NONE', user: 'postman' }, null)).toEqual([])
  })

  it('tells nothing of a password in a problem', () => {
    const problems = parseSmtpServer({ password: `hunter2\u0007${'x'.repeat(2000)}` }, STORED).problems
    expect(JSON.stringify(problems)).not.toContain('hunter2')
  })
})

describe('R-SMTP-1 the password', () => {
  it.each([{ host: 'evil.test' }, { port: 2525 }, { security: 'NONE' as const }, { user: 'eve' }, { user: null }])(
    'is void when %j changes, with a warning, and the last test with it',
    (change) => {
      expect(valueOf(change)).toMatchObject({ password: { kind: 'NONE' }, isTestVoid: true })
      expect(problemsOf(change)).toEqual(['SMTP_PASSWORD_VOID password'])
      expect(problemsOf(change, { ...STORED, passwordSet: false })).toEqual([])
    },
  )

  it('may come along with the change', () => {
    const { password, isTestVoid } = valueOf({ host: 'smtp2.example.com', password: 'new' })
    expect([password, isTestVoid]).toEqual([{ kind: 'SET', password: 'new' }, true])
    expect(problemsOf({ host: 'smtp2.example.com', password: 'new' })).toEqual([])
  })

  it('outlives a change of anything else, and of nothing', () => {
    const change = { name: 'Other', maxMessageBytes: 5, keepAlive: true, idleSeconds: 5 }
    expect(valueOf(change)).toMatchObject({ password: { kind: 'KEPT' }, isTestVoid: false })
    const same = { host: ' SMTP.example.com.', port: 587, security: 'STARTTLS' as const, user: ' postman ' }
    expect(valueOf(same)).toMatchObject({ password: { kind: 'KEPT' }, isTestVoid: false })
  })

  it('is cleared by null, which makes the last test void only where there was one', () => {
    expect(valueOf({ password: null })).toMatchObject({ password: { kind: 'NONE' }, isTestVoid: true })
    expect(valueOf({ password: null }, { ...STORED, passwordSet: false })).toMatchObject({ isTestVoid: false })
    expect(problemsOf({ password: null })).toEqual([])
  })

  it('is never kept for another destination, whatever changes', () => {
    const change = fc.record(
      {
        host: fc.constantFrom('smtp.example.com', 'evil.test', '::1'),
        port: fc.constantFrom(587, 25),
        security: fc.constantFrom('NONE' as const, 'STARTTLS' as const, 'TLS' as const),
        user: fc.constantFrom('postman', 'eve', null),
        name: fc.constantFrom('Relay', 'Other'),
        password: fc.constantFrom(null, 'new'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(change, (draft) => {
        const result = parseSmtpServer(draft, STORED)
        if (!result.ok) return
        const { server, password, isTestVoid } = result.value
        if (password.kind === 'KEPT') expect(voidsPassword(STORED, server)).toBe(false)
        if (password.kind !== 'KEPT') expect(isTestVoid).toBe(true)
        if (password.kind === 'SET') expect(server.security).not.toBe('NONE')
      }),
    )
  })

  it('is needed for a test where a user signs in over TLS', () => {
    expect(needsPassword({ ...STORED, passwordSet: false })).toBe(true)
    expect(needsPassword(STORED)).toBe(false)
    expect(needsPassword({ ...STORED, passwordSet: false, user: null })).toBe(false)
    expect(needsPassword({ ...STORED, passwordSet: false, security: 'NONE' })).toBe(false)
  })

  it('has limits that a form can show', () => {
    expect(SMTP_LIMITS.maxMessageBytesMax).toBe(41_943_040)
  })
})

describe('R-SMTP-1 the reply of a server', () => {
  it.each([
    ['550 5.7.1 No', '550 5.7.1 No'],
    ['550-a\r\n550 b\u001b[31m\u202e', '550-a 550 b [31m'],
    ['  ', null],
    [null, null],
    ['535 wrong: open sesame', '535 wrong: ***'],
  ])('%j is shown as %j', (reply, shown) => {
    expect(showReply(reply, ['open sesame', ''])).toBe(shown)
  })

  it('is short and on one line, whatever the server says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (reply) => {
        const shown = showReply(reply) ?? ''
        expect([...shown].length).toBeLessThanOrEqual(500)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})
