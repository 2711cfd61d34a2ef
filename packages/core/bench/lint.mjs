// Speed of the lint: `npm run build` first, then `node bench/lint.mjs`. Prints figures and a ratio, asserts nothing.
import { ADDRESS_DEFAULTS, lintConfiguration } from '../dist/index.js'
import { aFlow, aLintAddress, aLintConfiguration, aLintDomain } from '../dist/testing.js'

const ADDRESSES = 10_000
const ROUNDS = 15

const agents = Array.from({ length: 300 }, (_, index) => ({
  skills: new Map([[`skill${index % 20}`, 3]]),
  languages: new Map([[`lang${index % 5}`, 4]]),
}))
const queues = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => [
    `queue${index}`,
    { name: `Queue ${index}`, skillEvaluation: 'ALL', members: index % 10 === 0 ? [] : agents },
  ]),
)
const flows = Array.from({ length: 100 }, (_, index) => ({
  id: `flow${index}`,
  name: `Flow ${index}`,
  draft: aFlow(),
  published: index % 20 === 0 ? null : aFlow(),
}))

/** Every tenth address has something wrong; their order is not that of their names. */
function settingsOf(index) {
  const fromAddressId = index % 7 === 0 ? `team${index + 1}@own.example` : null
  const bcc = index % 50 === 0 ? [{ address: `Team${index + 2}@own.example`, name: null }] : []
  if (index % 4 === 0)
    return { ...ADDRESS_DEFAULTS, fromAddressId, bcc, routing: { kind: 'FLOW', flowId: `flow${index % 97}` } }
  const skillIds = index % 11 === 0 ? ['skill1', 'skill2'] : ['skill1']
  const routing = { kind: 'QUEUE', queueId: `queue${index % 50}`, skillIds, languageId: null, priority: 0 }
  return { ...ADDRESS_DEFAULTS, fromAddressId, bcc, routing }
}

const addresses = Array.from({ length: ADDRESSES }, (_, index) => {
  const name = (index * 7919) % ADDRESSES
  return aLintAddress(`Team${name}@own.example`, settingsOf(name))
})
const configuration = aLintConfiguration({ domains: [aLintDomain('own.example')], addresses, flows, queues })

/** The least that a pass over everything can be: reads every setting, follows every reference, and keeps nothing. */
function plainPass() {
  let found = 0
  for (const { settings } of addresses) {
    const { routing, bcc, fromAddressId } = settings
    if (routing.kind === 'QUEUE' && configuration.queue(routing.queueId).members.length === 0) found++
    if (routing.kind === 'FLOW' && !configuration.flow(routing.flowId).published) found++
    for (const { address } of bcc) if (configuration.isOwnAddress(address.toLowerCase())) found++
    if (fromAddressId !== null && configuration.addressOf(fromAddressId) === undefined) found++
  }
  return found
}

function best(operation) {
  let least = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    operation()
    least = Math.min(least, performance.now() - started)
  }
  return least
}

const first = performance.now()
const count = lintConfiguration(configuration).length
const cold = performance.now() - first
const [warm, plain] = [best(() => lintConfiguration(configuration)), best(plainPass)]
const print = (what, value, goal) => console.log(`${what.padEnd(48)} ${value.padStart(12)}   ${goal}`)

print(`lint of ${ADDRESSES} addresses, ${count} findings, first`, `${cold.toFixed(1)} ms`, 'goal ≤ 100 ms')
print('the same, warm', `${warm.toFixed(1)} ms`, '')
print('plain pass without findings and order', `${plain.toFixed(2)} ms`, 'reference')
print('lint against the plain pass, cost', `${(warm / plain).toFixed(1)} ×`, '')
