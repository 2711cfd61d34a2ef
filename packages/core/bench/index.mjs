// Speed of the engine: `npm run build` first, then `node bench/index.mjs`. Prints figures and ratios, asserts nothing.
import { decideInbound } from '../dist/index.js'
import { aConfiguration, aFlow, aMail, anAddress, anInboundFlow, aRule } from '../dist/testing.js'

const ROUND_MS = 200
const ROUNDS = 6
const MAILS = 2_048
const HEADERS = ['received', 'received', 'dkim-signature', 'date', 'message-id', 'mime-version', 'content-type'].map(
  (name) => ({ name, value: 'something ordinary of a usual length; with=parameters' }),
)

function addressesOf(count, settings) {
  return Array.from({ length: count }, (_, index) => anAddress(`team${index}@support.example.com`, settings))
}

/** Mails to addresses spread over all that there are. */
function mailsTo(addresses, message = {}) {
  return Array.from({ length: MAILS }, (_, index) => {
    const { address } = addresses[Math.floor((index / MAILS) * addresses.length)]
    return aMail({ envelopeTo: [address], message: { headers: HEADERS, ...message } })
  })
}

function decisions(count) {
  const addresses = addressesOf(count)
  const configuration = aConfiguration({ addresses })
  const mails = mailsTo(addresses)
  return (index) => decideInbound(configuration, mails[index])
}

/** Ten rules of which none matches: every one is tried and traced. */
function flowDecisions() {
  const rules = Array.from({ length: 10 }, (_, index) =>
    aRule(`Rule ${index}`, `invoice ${index}`, [{ transferToQueue: { queueId: 'billing' } }]),
  )
  const addresses = addressesOf(100, { routing: { kind: 'FLOW', flowId: 'sort' } })
  const configuration = aConfiguration({ addresses, flows: [anInboundFlow('sort', aFlow({ rules }))] })
  const mails = mailsTo(addresses, { subject: 'Question about my order of last week' })
  return (index) => decideInbound(configuration, mails[index])
}

const BODY = 'Hello, I have not received what I wrote about last week. Could you please look into it? '.repeat(23)
const comparing = (field, operator, value) => ({ compare: { field, operator, header: 'x-kind', value } })

/** A hundred rules over headers and a body of 2 kB, of which the last one matches. */
function longFlowDecisions() {
  const wanted = [
    (index) => comparing('HEADER', 'EQUALS', `kind ${index}`),
    (index) => comparing('BODY', 'CONTAINS', `invoice ${index}`),
    (index) => comparing('SUBJECT', 'CONTAINS', `order ${index}`),
    (index) => comparing('FROM', 'EQUALS', `sender${index}@customer.example`),
  ]
  return ruleDecisions(99, (index) => wanted[index % wanted.length](index))
}

/** Ten rules with patterns over the same body. */
function patternDecisions() {
  return ruleDecisions(10, (index) => comparing('BODY', 'MATCHES', `invoice\\s*(no\\.?)?\\s*\\d{4}-${index}`))
}

function ruleDecisions(count, when) {
  const then = [{ transferToQueue: { queueId: 'billing' } }]
  const rules = Array.from({ length: count }, (_, index) => aRule(`Rule ${index}`, '', then, when(index)))
  const last = aRule('Last', '', then, comparing('SUBJECT', 'CONTAINS', 'last week'))
  const addresses = addressesOf(100, { routing: { kind: 'FLOW', flowId: 'sort' } })
  const configuration = aConfiguration({
    addresses,
    flows: [anInboundFlow('sort', aFlow({ rules: [...rules, last] }))],
  })
  const headers = [...HEADERS, { name: 'x-kind', value: 'ordinary' }]
  const mails = mailsTo(addresses, { subject: 'Question about my order of last week', text: BODY, headers })
  return (index) => decideInbound(configuration, mails[index])
}

/** The least that routing can be: key, address, spam, queue; no trace and none of the other rules. */
function bareLookUps(count) {
  const addresses = addressesOf(count)
  const configuration = aConfiguration({ addresses })
  const mails = mailsTo(addresses)
  return (index) => {
    const { envelopeTo, spam } = mails[index]
    const { settings } = configuration.address(envelopeTo[0].toLowerCase())
    return { recipient: envelopeTo[0], queueId: spam === 'FAIL' ? null : settings.routing.queueId }
  }
}

function perSecond(operation) {
  const started = performance.now()
  let count = 0
  while (performance.now() - started < ROUND_MS) {
    for (let index = 0; index < MAILS; index++) operation(index)
    count += MAILS
  }
  return (count * 1000) / (performance.now() - started)
}

/** The best of several rounds for each; in turns, so that a busy moment of the machine meets all alike. */
function measure(operations) {
  const best = operations.map(() => 0)
  for (let round = 0; round < ROUNDS; round++) {
    operations.forEach((operation, index) => (best[index] = Math.max(best[index], perSecond(operation))))
  }
  return best
}

const [small, middle, large, flow, longFlow, patterns, bare] = measure([
  decisions(100),
  decisions(10_000),
  decisions(100_000),
  flowDecisions(),
  longFlowDecisions(),
  patternDecisions(),
  bareLookUps(100_000),
])
const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const print = (what, value, goal) => console.log(`${what.padEnd(48)} ${value.padStart(12)}   ${goal}`)

print('decisions a second, 100 addresses', figure.format(small), 'goal ≥ 300,000')
print('decisions a second, 10,000 addresses', figure.format(middle), 'goal ≥ 300,000')
print('decisions a second, 100,000 addresses', figure.format(large), 'goal ≥ 300,000')
print('100,000 addresses against 100, cost', `${(small / large).toFixed(2)} ×`, 'goal ≤ 1.30 ×')
print('through a flow of 10 rules, a second', figure.format(flow), 'goal ≥ 80,000')
print('through a flow of 100 rules and 2 kB, a second', figure.format(longFlow), 'goal ≥ 20,000')
print('through 10 rules with patterns, a second', figure.format(patterns), '')
print('bare look-up without trace, a second', figure.format(bare), 'reference')
print('decision against bare look-up, cost', `${(bare / large).toFixed(1)} ×`, '')
