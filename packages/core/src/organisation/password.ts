import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints } from '../text.js'

/** Shortest and longest password, in code points. */
export const PASSWORD_LENGTH = { min: 8, max: 1024 } as const

/** The commonest passwords of eight characters and more, in lower case. */
const COMMON = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '87654321',
  '12341234',
  'qwertyui',
  'qwertyuiop',
  'qwertzui',
  'azertyui',
  'azertyuiop',
  'qwerty12',
  'qwerty123',
  '1q2w3e4r',
  '1q2w3e4r5t',
  'q1w2e3r4',
  '1qaz2wsx',
  'abcdefgh',
  'abcd1234',
  'abc12345',
  'abc123456',
  'a1b2c3d4',
  'asdfghjkl',
  'password',
  'password1',
  'password12',
  'password123',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'passwort',
  'passwort1',
  'passwort123',
  'motdepasse',
  'motdepasse1',
  'admin123',
  'admin1234',
  'adminadmin',
  'changeme',
  'changeme1',
  'changeme123',
  'letmein1',
  'welcome1',
  'welcome123',
  'iloveyou',
  'iloveyou1',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'starwars',
  'trustno1',
  'whatever',
  'computer',
  'dragon123',
  'hallo123',
  'bonjour123',
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
])

/** Fewer different characters than this are guessed at once: `aaaaaaaaaaaa`, `121212121212`. */
const FEWEST_CHARACTERS = 5

/** Whose password it is. */
export interface PasswordOwner {
  readonly email?: string | null | undefined
  readonly name?: string | null | undefined
}

/**
 * A new password, taken as typed: 8 to 1024 code points (ASVS 6.2.1), none of the commonest, not the person's own e-mail
 * address, its local part or their name. Problems: REQUIRED, TOO_SHORT, TOO_LONG, PASSWORD_TOO_COMMON.
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
  const own = [email, email?.split('@')[0], name].map((part) => part?.trim().toLowerCase() ?? '')
  return COMMON.has(password) || new Set(password).size < FEWEST_CHARACTERS || own.includes(password.trim())
}
