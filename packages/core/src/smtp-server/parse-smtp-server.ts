import { parseName } from '../organisation/names.js'
import { error, warning, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints, findForbiddenCharacter } from '../text.js'
import { parseHost } from './host.js'
import { SMTP_DEFAULTS, SMTP_LIMITS } from './limits.js'
import type { ParsedSmtpServer, PasswordChange, SmtpServer, SmtpServerDraft, StoredSmtpServer } from './types.js'

const CONTROL = /\p{Cc}|\p{Cs}/u

/**
 * The SMTP server that is there after a write (R-SMTP-1). `current`: what is stored, null for a new one. Problems:
 * REQUIRED, HOST_SYNTAX and those of `parseHost`, OUT_OF_RANGE, TOO_LONG, FORBIDDEN_CHARACTERS, those of `parseName`,
 * SMTP_PASSWORD_WITHOUT_TLS, and the warning SMTP_PASSWORD_VOID where the stored password is lost.
 */
export function parseSmtpServer(draft: SmtpServerDraft, current: StoredSmtpServer | null): Result<ParsedSmtpServer> {
  const pick = <K extends keyof SmtpServer>(key: K): SmtpServer[K] | SmtpServerDraft[K] =>
    draft[key] === undefined ? current?.[key] : draft[key]
  const name = parseName(pick('name'), ['name'])
  const host = parseHost(pick('host'), ['host'])
  const port = parseNumber(pick('port'), undefined, ['port'], SMTP_LIMITS.portMin, SMTP_LIMITS.portMax)
  const security = pick('security')
  const user = parseUser(pick('user'))
  const { maxMessageBytesMin, maxMessageBytesMax, idleSecondsMin, idleSecondsMax } = SMTP_LIMITS
  const bytes = parseNumber(
    pick('maxMessageBytes'),
    SMTP_DEFAULTS.maxMessageBytes,
    ['maxMessageBytes'],
    maxMessageBytesMin,
    maxMessageBytesMax,
  )
  const idle = parseNumber(
    pick('idleSeconds'),
    SMTP_DEFAULTS.idleSeconds,
    ['idleSeconds'],
    idleSecondsMin,
    idleSecondsMax,
  )
  const password = checkPassword(draft.password)
  const missing = security ? [] : [error('REQUIRED', ['security'])]
  const problems = [name, host, port, user, bytes, idle].flatMap((part) => part.problems)
  problems.push(...missing, ...password)
  if (!(name.ok && host.ok && port.ok && security && user.ok && bytes.ok && idle.ok)) return { ok: false, problems }
  const server: SmtpServer = {
    name: name.value,
    host: host.value,
    port: port.value,
    security,
    user: user.value,
    maxMessageBytes: bytes.value,
    keepAlive: pick('keepAlive') ?? SMTP_DEFAULTS.keepAlive,
    idleSeconds: idle.value,
  }
  return decidePassword(server, draft.password, current, problems)
}

/**
 * Whether a stored password must not outlive the change: whoever chooses where it is sent, and how, may not make the
 * server send one that somebody else has entered (R-SMTP-1).
 */
export function voidsPassword(before: SmtpServer, after: SmtpServer): boolean {
  return (['host', 'port', 'security', 'user'] as const).some((key) => before[key] !== after[key])
}

/**
 * Whether the server has to have a password entered before it can be tested: a sign-in without one is no sign-in, and a
 * test that leaves it out would say OK of a server that then refuses every mail (R-SMTP-1).
 */
export function needsPassword({ user, security, passwordSet }: StoredSmtpServer): boolean {
  return user !== null && security !== 'NONE' && !passwordSet
}

function decidePassword(
  server: SmtpServer,
  draft: string | null | undefined,
  current: StoredSmtpServer | null,
  problems: Problem[],
): Result<ParsedSmtpServer> {
  const isOther = current === null || voidsPassword(current, server)
  const password = passwordOf(draft, isOther)
  if (password.kind === 'SET') problems.push(...checkSignIn(server))
  if (draft === undefined && isOther && current?.passwordSet) problems.push(warning('SMTP_PASSWORD_VOID', ['password']))
  const isCleared = password.kind === 'NONE' && current !== null && current.passwordSet
  return resultOf({ server, password, isTestVoid: isOther || password.kind === 'SET' || isCleared }, problems)
}

function passwordOf(draft: string | null | undefined, isOther: boolean): PasswordChange {
  if (draft) return { kind: 'SET', password: draft }
  return draft === undefined && !isOther ? { kind: 'KEPT' } : { kind: 'NONE' }
}

function checkSignIn({ security, user }: SmtpServer): Problem[] {
  const plain = security === 'NONE' ? [error('SMTP_PASSWORD_WITHOUT_TLS', ['password'])] : []
  return user === null ? [...plain, error('REQUIRED', ['user'])] : plain
}

function checkPassword(password: string | null | undefined): Problem[] {
  if (!password) return []
  const count = countCodePoints(password)
  const limit = SMTP_LIMITS.password
  if (count > limit) return [error('TOO_LONG', ['password'], { limit, count })]
  const control = CONTROL.exec(password)?.[0]
  return control === undefined ? [] : [error('FORBIDDEN_CHARACTERS', ['password'], { found: codeOf(control) })]
}

function codeOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

function parseUser(value: string | null | undefined): Result<string | null> {
  const user = value?.trim() ?? ''
  if (user === '') return { ok: true, value: null, problems: [] }
  const found = findForbiddenCharacter(user)
  if (found !== undefined) return { ok: false, problems: [error('FORBIDDEN_CHARACTERS', ['user'], { found })] }
  const count = countCodePoints(user)
  const limit = SMTP_LIMITS.user
  return resultOf(user, count > limit ? [error('TOO_LONG', ['user'], { limit, count })] : [])
}

function parseNumber(
  value: number | null | undefined,
  fallback: number | undefined,
  path: readonly string[],
  min: number,
  max: number,
): Result<number> {
  const found = value ?? fallback
  if (found === undefined) return { ok: false, problems: [error('REQUIRED', path)] }
  const isInRange = Number.isInteger(found) && found >= min && found <= max
  return resultOf(found, isInRange ? [] : [error('OUT_OF_RANGE', path, { min, max, found })])
}
