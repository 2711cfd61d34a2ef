import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ENVIRONMENT, ROOT } from './lib/build.mjs'

const REPORTS = `${ROOT}.cache/reports/`

const steps = [
  check('build', 'turbo', 'run', 'build', '--output-logs=errors-only'),
  check('lint', 'eslint', '.', '--max-warnings=0'),
  check('boundaries', 'depcruise', 'apps', 'packages', 'e2e', 'scripts', '--output-type=err'),
  check('format', 'prettier', '--check', '--log-level=warn', '.'),
  check('types', 'turbo', 'run', 'typecheck', '--output-logs=errors-only'),
  unitTests('boundary self-test', 'scripts'),
  unitTests('core', 'packages/core'),
  unitTests('html', 'packages/html'),
  unitTests('yaml', 'packages/yaml'),
  unitTests('messages', 'packages/messages'),
  unitTests('mime', 'packages/mime'),
  unitTests('api, SQLite and PostgreSQL', 'apps/api'),
  unitTests('console', 'apps/admin'),
  journeys('end to end', 'e2e'),
]

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
const sums = steps.map((step) => timed(step))

console.log()
for (const { name, passed, failed, failures = [], seconds } of sums) {
  console.log(`${failed ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed, ${seconds} s`)
  for (const failure of failures) console.log(`    ✗ ${failure}`)
}
const total = (key) => sums.reduce((sum, step) => sum + step[key], 0)
console.log(`${total('passed')} passed, ${total('failed')} failed`)
process.exitCode = total('failed') > 0 ? 1 : 0

function timed({ name, run }) {
  console.log(`\n── ${name}`)
  const started = Date.now()
  return { name, ...run(), seconds: Math.round((Date.now() - started) / 1000) }
}

/** A check without tests of its own counts as one. */
function check(name, ...command) {
  return { name, run: () => (execute(ROOT, command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }) }
}

function unitTests(name, folder) {
  const report = reportFile(name)
  const command = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return { name, run: () => counted(execute(ROOT + folder, command), report, vitestSums) }
}

function journeys(name, folder) {
  const report = reportFile(name)
  const run = () => execute(ROOT + folder, ['playwright', 'test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return { name, run: () => counted(run(), report, playwrightSums) }
}

function reportFile(name) {
  return `${REPORTS}${name.replace(/\W+/g, '-')}.json`
}

function execute(cwd, [command, ...args], environment = {}) {
  const env = { ...ENVIRONMENT, ...environment }
  return spawnSync(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

/** Anything but a pass counts as failed: skipped and flaky tests too, and a run that broke down outside its tests. */
function counted(succeeded, report, sumsOf) {
  const { passed, total, failures } = readSums(report, sumsOf)
  const failed = total - passed
  return { passed, failed: succeeded ? failed : Math.max(failed, 1), failures }
}

function readSums(report, sumsOf) {
  try {
    return sumsOf(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { passed: 0, total: 1, failures: [] }
  }
}

function vitestSums({ numPassedTests, numTotalTests, testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failures = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  return { passed: numPassedTests, total: numTotalTests, failures }
}

function playwrightSums({ stats: { expected, unexpected, flaky, skipped }, suites }) {
  const specsOf = ({ specs, suites: inner = [] }) => [...specs, ...inner.flatMap(specsOf)]
  const failures = suites.flatMap(specsOf).filter(({ ok }) => !ok)
  const total = expected + unexpected + flaky + skipped
  return { passed: expected, total, failures: failures.map(({ title, file }) => `${file}: ${title}`) }
}
