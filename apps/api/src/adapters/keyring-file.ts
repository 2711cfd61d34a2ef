import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { base64url } from 'jose'
import { ConfigError } from '../config.js'

const KEY_BYTES = 32

/** The keys that open secrets, and which of them seals. */
export interface Keyring {
  /** The id of the key that seals. */
  readonly current: string
  readonly keys: Readonly<Record<string, Uint8Array>>
}

/** The keyring of the file; a `ConfigError` where there is none, or where others may read it. */
export function readKeyring(file: string): Keyring {
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new ConfigError(`${file} is readable by others. Set its mode to 0600`)
  }
  try {
    const { current, keys } = JSON.parse(readFileSync(file, 'utf8')) as {
      current: string
      keys: Record<string, string>
    }
    const ring = Object.fromEntries(Object.entries(keys).map(([kid, key]) => [kid, base64url.decode(key)]))
    if (ring[current]?.length !== KEY_BYTES) throw new Error(`no current key of ${KEY_BYTES} bytes`)
    return { current, keys: ring }
  } catch (reason) {
    throw new ConfigError(`${file} is no keyring: ${(reason as Error).message}`)
  }
}

/** What tells one state of the file from the next. */
export function stampOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file)
  return `${ino} ${mtimeMs} ${size}`
}

/** Makes the file with a first key, for its owner alone. */
export function makeKeyring(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, render(withNewKey({ current: '', keys: {} })), { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  flush(file)
  flush(dirname(file))
}

/** Adds a key that seals from now on; the others go on opening. @returns the new key's id */
export function addKey(file: string): string {
  return changeKeyring(file, withNewKey).current
}

/** Leaves the key that seals and no other. */
export function dropFormerKeys(file: string): void {
  changeKeyring(file, ({ current, keys }) => ({ current, keys: { [current]: keys[current]! } }))
}

/** Replaces the file in one step: whoever reads it meanwhile sees the former one or the new one, also after a loss of power. */
function changeKeyring(file: string, change: (keyring: Keyring) => Keyring): Keyring {
  if (!existsSync(file)) throw new ConfigError(`There is no key file ${file}`)
  const part = `${file}.new`
  const handle = begin(part)
  try {
    const changed = change(readKeyring(file))
    writeFileSync(handle, render(changed))
    fsyncSync(handle)
    const { uid, gid } = statSync(file)
    chownSync(part, uid, gid)
    renameSync(part, file)
    flush(dirname(file))
    return changed
  } catch (reason) {
    rmSync(part, { force: true })
    throw reason
  } finally {
    closeSync(handle)
  }
}

/** One change at a time: two new keys at once would lose one of them. */
function begin(part: string): number {
  try {
    return openSync(part, 'wx', 0o600)
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code !== 'EEXIST') throw reason
    throw new ConfigError(`The keyring is being changed. If nothing changes it (it was interrupted), delete ${part}`)
  }
}

function withNewKey({ keys }: Keyring): Keyring {
  const kid = randomBytes(4).toString('hex')
  return { current: kid, keys: { ...keys, [kid]: new Uint8Array(randomBytes(KEY_BYTES)) } }
}

function render({ current, keys }: Keyring): string {
  const encoded = Object.fromEntries(Object.entries(keys).map(([kid, key]) => [kid, base64url.encode(key)]))
  return `${JSON.stringify({ current, keys: encoded }, null, 2)}\n`
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
