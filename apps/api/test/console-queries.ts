import { readdirSync, readFileSync } from 'node:fs'
import { parse, print, separateOperations } from 'graphql'

const CONSOLE = new URL('../../admin/src/', import.meta.url)

/** A query of the console by its name, with the fragments that it uses. */
export function consoleQuery(name: string): string {
  const files = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'))
  const all = parse(files.map((file) => readFileSync(new URL(file, CONSOLE), 'utf8')).join('\n'))
  const found = separateOperations(all)[name]
  if (!found) throw new Error(`The console has no query ${name}`)
  return print(found)
}
