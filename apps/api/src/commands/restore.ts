import 'reflect-metadata'
import { readConfig } from '../config.js'
import { restore } from '../database/backup.js'
import { argument, run } from './run.js'

run(async () => {
  const file = argument('npm run restore -- FILE')
  const kept = await restore(readConfig(), file, new Date())
  process.stdout.write(`Restored from ${file}${kept === null ? '' : `; the former database is ${kept}`}\n`)
})
