import 'reflect-metadata'
import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { makeSchema } from './graphql/schema.js'
import { RESOLVERS } from './resolvers.js'

/** The schema as it is committed: `npm run schema` writes it, and a test compares it. */
export function schemaText(): string {
  return `${printSchema(makeSchema(RESOLVERS, []))}\n`
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL('../schema.graphql', import.meta.url), schemaText())
}
