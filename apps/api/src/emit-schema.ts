import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { auditedFields } from './features/audit/audited-fields.read-model.js'
import { makeSchema } from './graphql/schema.js'
import { RESOLVERS } from './resolvers.js'

/** The schema as it is committed: `npm run schema` writes it, and a test compares it. */
export function schemaText(): string {
  return `${printSchema(makeSchema(RESOLVERS, []))}\n`
}

/** What the audit log can tell of, as it is committed for the console's texts. */
export function auditedFieldsText(): string {
  return `${JSON.stringify(auditedFields(), null, 2)}\n`
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL('../schema.graphql', import.meta.url), schemaText())
  writeFileSync(new URL('../audited-fields.json', import.meta.url), auditedFieldsText())
}
