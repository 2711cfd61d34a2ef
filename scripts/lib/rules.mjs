import { readdirSync, readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { ROOT } from './build.mjs'

export const RULES_DOCUMENT = `${ROOT}docs/rules.md`
const LIST = 'packages/core/src/rules.ts'
const ID = /\bR-[A-Z]+-\d+\b/g
const ENGINE = ['packages/core/src', 'packages/html/src', 'packages/mime/src']
const API = ['apps/api/src']
const OTHERS = ['packages/messages/src', 'apps/admin/src', 'apps/api/test', 'e2e/tests']
const TEST = /\.(test|spec)\.ts$/
/** Lists of everything decide nothing, and builders of test data neither. */
const LISTS = /\/core\/src\/(rules|problem|trace|index)\.ts$|\/testing\.ts$|\/migrations\//
const GROUPS = {
  ORG: 'Organisation',
  DOM: 'Domain',
  SMTP: 'SMTP server',
  ADR: 'Address',
  DEL: 'Deletion',
  IN: 'Inbound: which way a mail goes',
  FLO: 'Flow',
  QUE: 'Queue',
  OUT: 'Outbound: what leaves',
  SES: 'Sessions',
}

/**
 * The rules in the order of core's list, each with the files that decide and apply it, and the tests that name it:
 * `{ id, says, decided, applied, tests }`, all of files.
 */
export function readRules() {
  const engine = citations(ENGINE)
  const api = citations(API)
  const tests = testCitations()
  const list = [...read(LIST).matchAll(/'(R-[A-Z]+-\d+)': '((?:[^'\\]|\\.)*)'/g)]
  return list.map(([, id, says]) => ({
    ...{ id, says: says.replaceAll('\\', '') },
    ...{ decided: engine.get(id) ?? [], applied: api.get(id) ?? [], tests: tests.get(id) ?? [] },
  }))
}

/** Every id that a source or test cites, with the files that do. */
export function readCitedIds() {
  return citations([...ENGINE, ...API, ...OTHERS], () => true)
}

/** The text of docs/rules.md. */
export async function renderRules(rules) {
  const groups = byId(
    rules,
    ({ id }) => [id.split('-')[1]],
    (rule) => rule,
  )
  const sections = [...groups].map(
    ([key, members]) => `## ${GROUPS[key] ?? key}\n\n${members.map(renderRule).join('\n')}`,
  )
  const text = `# Rules\n\nWhat the engine decides, where, and which tests prove it. Made by \`npm run rules\` from core's list, the sources and the tests that cite an id; a test fails where this page is stale or a rule has no test.\n\n${sections.join('\n')}`
  return format(text, { ...(await resolveConfig(RULES_DOCUMENT)), parser: 'markdown' })
}

function renderRule({ id, says, decided, applied, tests }) {
  return [
    `### ${id}\n\n${says}.\n`,
    decided.length > 0 ? `- Decided in ${decided.map(link).join(', ')}` : '',
    applied.length > 0 ? `- ${decided.length > 0 ? 'Applied' : 'Decided'} in ${applied.map(link).join(', ')}` : '',
    tests.length > 0 ? `- Proven by ${tests.map(link).join(', ')}` : '- Proven by no test',
    '',
  ].join('\n')
}

function link(file) {
  return `[${file.replace(/^(packages|apps)\//, '').replace('/src/', '/')}](../${file})`
}

function citations(folders, isWanted = (file) => !TEST.test(file) && !LISTS.test(file)) {
  return byId(
    files(folders).filter(isWanted),
    (file) => new Set(read(file).match(ID)),
    (file) => file,
  )
}

function testCitations() {
  const tests = files([...ENGINE, ...API, ...OTHERS]).filter((file) => TEST.test(file))
  return byId(tests, idsOfTests, (file) => file)
}

/** Entries of the items under each of their ids. */
function byId(items, idsOf, toEntry) {
  const found = new Map()
  for (const item of items) for (const id of idsOf(item)) found.set(id, [...(found.get(id) ?? []), toEntry(item, id)])
  return found
}

/** The ids that tests of the file name, by themselves or by the describe round them. */
function idsOfTests(file) {
  const found = new Set()
  const visit = (node, outer) => {
    const call = ts.isCallExpression(node) ? readTestCall(node) : undefined
    const ids = call ? [...outer, ...call.ids] : outer
    if (call?.isTest) for (const id of ids) found.add(id)
    ts.forEachChild(node, (child) => visit(child, ids))
  }
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true), [])
  return found
}

/** A call of describe, it or test, also with `.each(…)`; the ids in its name, or in the table that its name is made of. */
function readTestCall({ expression, arguments: [name] }) {
  const root = rootOf(expression)
  if (!name || !['describe', 'it', 'test'].includes(root) || !/^[`'"]/.test(textOf(name))) return undefined
  const table = ts.isCallExpression(expression) ? expression.arguments.map(textOf).join(' ') : ''
  return { isTest: root !== 'describe', ids: `${textOf(name)} ${table}`.match(ID) ?? [] }
}

/** The name that a chain of members and calls begins with. */
function rootOf(expression) {
  if (ts.isIdentifier(expression)) return expression.text
  return 'expression' in expression ? rootOf(expression.expression) : ''
}

function textOf(node) {
  return node.getText()
}

function files(folders) {
  const found = folders.flatMap((folder) =>
    readdirSync(ROOT + folder, { recursive: true }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  return found.filter((file) => /\.(ts|vue)$/.test(file) && !file.includes('/gql/')).sort()
}

function read(file) {
  return readFileSync(ROOT + file, 'utf8')
}
