import { SEALED_SEEDS } from './auth/second-factors.js'
import { SEALED_WORD } from './database/keyring-check.js'
import type { SealedColumn } from './database/sealed-column.js'
import { SEALED_DKIM_KEYS } from './features/domain/dkim-keys.js'
import { SEALED_PASSWORDS } from './features/smtp-server/smtp-server.service.js'
import { SEALED_ANSWERS } from './graphql/write.js'

/** Every column that holds secrets at rest. One that is missing here keeps its former key needed for ever; a test looks. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  SEALED_WORD,
  SEALED_ANSWERS,
  ...SEALED_SEEDS,
  SEALED_PASSWORDS,
  SEALED_DKIM_KEYS,
]
