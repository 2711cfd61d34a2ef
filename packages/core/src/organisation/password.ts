import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints } from '../text.js'

/** Shortest and longest password, in code points. */
export const PASSWORD_LENGTH = { min: 12, max: 1024 } as const

/** The commonest passwords of twelve characters and more, in lower case. */
const COMMON = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234567890',
  '123123123123',
  '0123456789012',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiop[]',
  'qwertzuiop12',
  'qwertzuiop123',
  'qwerty123456',
  'qwerty1234567',
  'azertyuiop123',
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6y7u8i',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'abcdefghijkl',
  'abcdefghijklm',
  'abcdefghijklmnopqrstuvwxyz',
  'abc123abc123',
  'password1234',
  'password12345',
  'password123456',
  'password@123',
  'passwordpassword',
  'passwort1234',
  'passwort12345',
  'passwortpasswort',
  'motdepasse123',
  'motdepasse1234',
  'administrator',
  'administrator1',
  'administrateur',
  'admin1234567',
  'adminadminadmin',
  'changemechangeme',
  'changeme1234',
  'letmeinletmein',
  'welcome12345',
  'welcome123456',
  'iloveyou1234',
  'correcthorsebatterystaple',
])

/** Fewer different characters than this are guessed at once: `aaaaaaaaaaaa`, `121212121212`. */
const FEWEST_CHARACTERS = 5

/** Shorter names are part of too many words to be refused. */
const SHORTEST_OWN = 4

/** Whose password it is. */
export interface PasswordOwner {
  readonly email?: string | null | undefined
  readonly name?: string | null | undefined
}

/**
 * A new password, taken as typed: 12 to 1024 code points, none of the commonest, without the person's own e-mail
 * address, local part or name. Problems: REQUIRED, TOO_SHORT, TOO_LONG, PASSWORD_TOO_COMMON.
 */
export function parsePassword(
  value: string | null | undefined,
  owner: PasswordOwner,
  path: readonly string[],
): Result<string> {
  const password = value ?? ''
  if (password === '') return { ok: false, problems: [error('REQUIRED', path)] }
  const count = countCodePoints(password)
  const { min, max } = PASSWORD_LENGTH
  if (count < min) return { ok: false, problems: [error('TOO_SHORT', path, { limit: min, count })] }
  if (count > max) return { ok: false, problems: [error('TOO_LONG', path, { limit: max, count })] }
  return resultOf(password, isGuessable(password.toLowerCase(), owner) ? [error('PASSWORD_TOO_COMMON', path)] : [])
}

function isGuessable(password: string, { email, name }: PasswordOwner): boolean {
  const own = [email?.split('@')[0], name].map((part) => part?.trim().toLowerCase() ?? '')
  return (
    COMMON.has(password) ||
    new Set(password).size < FEWEST_CHARACTERS ||
    own.some((part) => part.length >= SHORTEST_OWN && password.includes(part))
  )
}
