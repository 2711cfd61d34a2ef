import { statSync } from 'node:fs'
import { addKey, dropFormerKeys } from '../adapters/keyring-file.js'
import { Secrets } from '../adapters/secrets.js'
import { ConfigError, readConfig, type Config } from '../config.js'
import { loadKeyNeeds } from '../database/key-needs.js'
import { readOnly } from '../database/read-only.js'
import { SEALED_COLUMNS } from '../sealed-columns.js'
import { run } from './run.js'

/** Writes that began before a new key have ended by then. */
const SETTLED_MILLISECONDS = 60_000

/** A new key for secrets at rest; with `--retire`, the end of those that nothing needs any more. */
run(async () => {
  const [option, ...more] = process.argv.slice(2)
  if (more.length > 0 || (option !== undefined && option !== '--retire')) {
    throw new ConfigError('Usage: npm run rotate-key [-- --retire]')
  }
  const config = readConfig()
  process.stdout.write(`${option === undefined ? rotate(config) : await retire(config, Date.now())}\n`)
})

function rotate({ secretKeyFile }: Config): string {
  const kid = addKey(secretKeyFile)
  return `The key ${kid} seals from now on; the former ones still open. A running Mailroom takes it within seconds and seals everything anew, otherwise the next start does. Back up ${secretKeyFile}. When that is done: npm run rotate-key -- --retire`
}

async function retire({ secretKeyFile, database }: Config, now: number): Promise<string> {
  const keys = Secrets.open(secretKeyFile, { mustOpen: true }).keyIds()
  if (keys.former.length === 0) return `${secretKeyFile} has one key: there is nothing to retire`
  if (now - statSync(secretKeyFile).mtimeMs < SETTLED_MILLISECONDS) {
    throw new ConfigError('The current key is younger than a minute: what is being written may still need a former one')
  }
  const needs = await readOnly(database, (rows) => loadKeyNeeds(rows, SEALED_COLUMNS, keys, now))
  if (needs.length > 0)
    throw new ConfigError(`Former keys are still needed, by ${needs.join(', by ')}. Nothing was retired`)
  dropFormerKeys(secretKeyFile)
  return `Retired: ${keys.former.join(', ')}. Backups from before need the former key file: keep it with them, elsewhere`
}
