import { readConfig } from '../config.js'
import { backUp } from '../database/backup.js'
import { argument, run } from './run.js'

run(async () => {
  const file = argument('npm run backup -- FILE')
  const config = readConfig()
  backUp(config.database, file)
  process.stdout.write(`Copied to ${file}. It opens with the key file alone: keep ${config.secretKeyFile} elsewhere\n`)
})
