// Speed of the engine: `npm run build` first, then `node bench/index.mjs`. Prints figures and ratios, asserts nothing.
import { decideInbound } from '../dist/index.js'
import { aConfiguration, aFlow, aMail, aRule, anAddress, anInboundFlow } from '../dist/testing.js'

const SIZES = [100, 10_000, 100_000]
const ROUND_MS = 400
const ROUNDS = 3
const MAILS = 2_048

/** Operations a second: the best of a few rounds, after one to warm up. */
function measure(operation) {
  let best = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const started = performance.now()
    let count = 0
    while (performance.now() - started < ROUND_MS) {
      for (let index = 0; index < MAILS; index++) operation(index)
      count += MAILS
    }
    const perSecond = (count * 1000) / (performance.now() - started)
    if (round > 0) best = Math.max(best, perSecond)
  }
  return best
}

const HEADERS = [
  'received',
  'received',
  'dkim-signature',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'x-mailer',
].map((name) => ({ name, value: 'something ordinary of a usual length; with=parameters' }))

function mailsTo(addresses, changes = {}) {
  return Array.from({ length: MAILS }, (_, index) => {
    const { address } = addresses[Math.floor((index / MAILS) * addresses.length)]
    return aMail({ envelopeTo: [address], message: { headers: HEADERS, ...changes } })
  })
}

function addressesOf(count, routing) {
  const settings = routing ? { routing } : {}
  return Array.from({ length: count }, (_, index) => anAddress(`team${index}@support.example.com`, settings))
}

function decisions(count) {
  const addresses = addressesOf(count)
  const configuration = aConfiguration({ addresses })
  const mails = mailsTo(addresses)
  return measure((index) => decideInbound(configuration, mails[index]))
}

/** The least that routing can be: key, address, spam, queue; no trace and none of the other rules. */
function plainLookUps(count) {
  const addresses = addressesOf(count)
  const configuration = aConfiguration({ addresses })
  const mails = mailsTo(addresses)
  return measure((index) => {
    const mail = mails[index]
    const address = configuration.address(mail.envelopeTo[0].toLowerCase())
    return { recipient: mail.envelopeTo[0], queueId: mail.spam === 'FAIL' ? null : address.settings.routing.queueId }
  })
}

/** A flow of ten rules of which none matches: every one is tried and traced. */
function flowDecisions() {
  const rules = Array.from({ length: 10 }, (_, index) =>
    aRule(`Rule ${index}`, `invoice ${index}`, [{ transferToQueue: { queueId: 'billing' } }]),
  )
  const addresses = addressesOf(100, { kind: 'FLOW', flowId: 'sort' })
  const configuration = aConfiguration({ addresses, flows: [anInboundFlow('sort', aFlow({ rules }))] })
  const mails = mailsTo(addresses, { subject: 'Question about my order of last week' })
  return measure((index) => decideInbound(configuration, mails[index]))
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const print = (what, value, goal) => console.log(`${what.padEnd(52)} ${value.padStart(12)}   ${goal}`)

const bySize = SIZES.map((size) => [size, decisions(size)])
for (const [size, rate] of bySize) {
  print(`decisions a second, ${number.format(size)} addresses`, number.format(rate), 'goal ≥ 300,000')
}
const smallest = bySize[0][1]
const largest = bySize.at(-1)[1]
print('100 addresses against 100,000', `${(smallest / largest).toFixed(2)} ×`, 'goal ≤ 1.30')
print('flow of 10 rules, decisions a second', number.format(flowDecisions()), 'goal ≥ 80,000')
const plain = plainLookUps(100_000)
print('bare look-up without trace, a second', number.format(plain), 'reference')
print('decision against bare look-up', `${(largest / plain).toFixed(2)} ×`, '')
