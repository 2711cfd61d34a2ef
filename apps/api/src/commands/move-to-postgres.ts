import 'reflect-metadata'
import { readConfig } from '../config.js'
import { moveToPostgres } from '../database/move.js'
import { argument, run } from './run.js'

run(async () => {
  const file = argument('npm run move-to-postgres -- FILE')
  const rows = await moveToPostgres(readConfig(), file)
  process.stdout.write(
    `Copied ${rows} rows from ${file}, which stays as it is. From now on, start with this MAILROOM_DATABASE_URL and the same key file\n`,
  )
})
