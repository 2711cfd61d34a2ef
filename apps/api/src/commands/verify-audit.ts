import { readConfig } from '../config.js'
import { readOnly } from '../database/read-only.js'
import { verifyAuditLog, type ChainFault, type ChainReport } from '../database/verify-audit-log.js'
import { run } from './run.js'

const FAULTS: Readonly<Record<ChainFault, string>> = {
  GAP: 'an entry before it is missing, or it was put in',
  CHANGED: 'it was changed',
  DETACHED: 'the entry before it was replaced',
}

/** Looks at every entry of every organisation's audit log; leaves with code 1 where one does not fit. */
run(async () => {
  await readOnly(readConfig().database, async (rows) => {
    for await (const report of verifyAuditLog(rows)) {
      process.stdout.write(`${told(report)}\n`)
      if (report.fault) process.exitCode = 1
    }
  })
})

function told({ slug, entries, head, fault }: ChainReport): string {
  if (fault === null) return `${slug}: ${entries} entries fit; the last has the hash ${head}`
  return `${slug}: entry ${fault.sequence} (${fault.id}) does not fit: ${FAULTS[fault.fault]}. The ${entries} before it do`
}
