import { writeFileSync } from 'node:fs'
import { readRules, renderRules, RULES_DOCUMENT } from './lib/rules.mjs'

const rules = readRules()
writeFileSync(RULES_DOCUMENT, await renderRules(rules))
const unproven = rules.filter(({ tests }) => tests.length === 0).map(({ id }) => id)
console.log(`${rules.length} rules written to docs/rules.md`)
if (unproven.length > 0) console.log(`Without a test: ${unproven.join(', ')}`)
