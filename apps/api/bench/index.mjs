import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import Database from 'better-sqlite3'
import { fill } from './data.mjs'
import { ANSWERED, questionsFor } from './questions.mjs'

// The goals of W1 to W6 as ratios to the reference server, measured in this run on a copy of the same data.
const GOALS = [0.5, 0.5, 0.45, 0.5, 0.5, 0.5]
const SECONDS = 4
/** Long enough for the compiler to have seen what is hot. */
const WARM_UP = 3
const CONNECTIONS = 10
/** Questions of each kind whose answers are compared. */
const COMPARED = 20
const EMAIL = 'bench@example.com'
const PASSWORD = 'correct horse battery'

const folder = mkdtempSync(join(tmpdir(), 'mailroom-bench-'))
const running = new Set()
try {
  await measure()
} finally {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

async function measure() {
  await stop((await startApi()).child)
  const file = join(folder, 'mailroom.sqlite')
  const sample = { ...fill(file, { organisations: 100, addresses: [1000, 91] }), addresses: 1000 }
  const ids = idsOf(file, sample)
  const api = await startApi()
  console.log(`start to ready: ${api.milliseconds} ms; resident after it: ${memoryOf(api.child)} MB`)
  const cookie = await signIn(api.url)
  const reference = await startReference(file)
  const questions = Object.entries(questionsFor({ ...sample, ids }))
  const sides = {
    reference: { ...reference, headers: {} },
    api: { ...api, url: `${api.url}/graphql`, headers: { cookie, 'x-mailroom-csrf': '1' } },
  }
  for (const [index, [name, ask]] of questions.entries()) {
    await compare(name, ask, sides)
    const bare = await rate('reference', ask, sides.reference)
    const ours = await rate('api', ask, sides.api)
    const ratio = ours.perSecond / bare.perSecond
    console.log(
      `${name}: ${ratio.toFixed(2)} of the reference (${Math.round(ours.perSecond)} of ${Math.round(bare.perSecond)} a second); goal ${GOALS[index]}: ${ratio >= GOALS[index] ? 'reached' : 'missed'}`,
    )
    console.log(
      `  processor time: ${Math.round(ours.micros)} µs a request, the reference ${Math.round(bare.micros)} µs`,
    )
  }
  await Promise.all([stop(api.child), stop(reference.child)])
}

/** Ends the run unless both sides answer the first questions alike. */
async function compare(name, ask, sides) {
  for (let next = 0; next < COMPARED; next++) {
    const answers = await Promise.all(
      Object.entries(sides).map(async ([side, { url, headers }]) => {
        const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
        const response = await fetch(url, { ...options, body: bodyOf(ask, next, side) })
        return JSON.stringify(ANSWERED[side](await response.json()))
      }),
    )
    if (answers[0] !== answers[1] || answers[0] === '[]') throw new Error(`${name}: ${answers.join(' is not ')}`)
  }
}

function bodyOf(ask, next, side) {
  const question = ask(next)[side]
  return JSON.stringify(typeof question === 'function' ? question() : question)
}

async function rate(side, ask, { url, headers, child }) {
  let next = COMPARED
  const body = () => bodyOf(ask, next++, side)
  const options = {
    url,
    connections: CONNECTIONS,
    headers: { 'content-type': 'application/json', ...headers },
    requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, body: body() }) }],
    verifyBody: (answer) =>
      !answer.includes('"errors"') && !answer.includes('"code":"STALE') && !answer.includes('"changed":0'),
  }
  await autocannon({ ...options, duration: WARM_UP })
  const before = microsOf(child)
  const result = await autocannon({ ...options, duration: SECONDS })
  const wrong = result.errors + result.non2xx + result.mismatches
  if (wrong > 0) console.log(`  ${wrong} wrong answers of ${result.requests.total} by the ${side}`)
  const total = result.requests.total
  return { perSecond: total / result.duration, micros: (microsOf(child) - before) / total }
}

async function startApi() {
  const started = performance.now()
  const child = start(['../dist/main.js'], {
    MAILROOM_DATA_DIR: folder,
    MAILROOM_PORT: '0',
    MAILROOM_ADMIN_EMAIL: EMAIL,
    MAILROOM_ADMIN_PASSWORD: PASSWORD,
    MAILROOM_ORGANIZATION: 'Bench',
    MAILROOM_DNS_SERVERS: '127.0.0.1:9',
    MAILROOM_LOG_LEVEL: 'warn',
  })
  const [, url] = await lineOf(child, /Mailroom is ready: (\S+)/)
  return { child, url: new URL(url).origin, milliseconds: Math.round(performance.now() - started) }
}

async function startReference(file) {
  const copy = join(folder, 'reference.sqlite')
  new Database(file).exec(`VACUUM INTO '${copy}'`)
  const child = start(['reference.mjs', copy], {})
  const [port] = await lineOf(child, /^\d+/m)
  return { child, url: `http://127.0.0.1:${port}/` }
}

function start(args, environment) {
  const child = spawn(process.execPath, args, {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  return child
}

function lineOf(child, pattern) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const match = pattern.exec(text)
      if (match) resolve(match)
    })
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it was ready:\n${text}`)))
  })
}

function stop(child) {
  running.delete(child)
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
}

async function signIn(url) {
  const query = 'mutation($input: SignInInput!) { signIn(input: $input) { problems { code } } }'
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: { email: EMAIL, password: PASSWORD } } }),
  })
  return response.headers.getSetCookie()[0].split(';')[0]
}

function idsOf(file, { organisationId }) {
  const database = new Database(file, { readonly: true })
  const rows = database
    .prepare('SELECT "id" FROM address WHERE "organisationId" = ? ORDER BY "addressKey"')
    .all(organisationId)
  database.close()
  return rows.map(({ id }) => id)
}

/** Processor time of the process so far: /proc counts in hundredths of a second. */
function microsOf(child) {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

function memoryOf(child) {
  const pages = Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1])
  return Math.round((pages * 4096) / 1_048_576)
}
