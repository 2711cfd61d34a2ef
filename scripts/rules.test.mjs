import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCitedIds, readRules, renderRules, RULES_DOCUMENT } from './lib/rules.mjs'

const rules = readRules()

test('every rule has a test that names it, and code that cites it', () => {
  expect(rules.length).toBeGreaterThan(60)
  expect(idsOf(rules.filter(({ tests }) => tests.length === 0))).toEqual([])
  expect(idsOf(rules.filter(({ decided, applied }) => decided.length + applied.length === 0))).toEqual([])
})

test('every id that code or a test cites is on the list, once', () => {
  const listed = idsOf(rules)
  expect(new Set(listed).size).toBe(listed.length)
  const unknown = [...readCitedIds()].filter(([id]) => !listed.includes(id))
  expect(unknown).toEqual([])
})

test('docs/rules.md is what the sources and tests say (else: npm run rules)', async () => {
  const made = await renderRules(rules)
  const written = new Set(sectionsOf(readFileSync(RULES_DOCUMENT, 'utf8')))
  const stale = sectionsOf(made).filter((section) => !written.has(section))
  expect(stale.map((section) => section.split('\n')[0])).toEqual([])
  expect(written.size).toBe(sectionsOf(made).length)
})

function sectionsOf(text) {
  return text.trim().split(/\n+#+ /)
}

function idsOf(some) {
  return some.map(({ id }) => id)
}
