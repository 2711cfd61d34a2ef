import { createSocket } from 'node:dgram'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readdirSync } from 'node:fs'
import { missingQuestions } from '@mailroom/core'
import { askAll, DnsClient } from '../dist/adapters/dns/dns-client.js'

// What DNS checks cost while DNS says nothing: 500 domains, of which the server drops every question. The API must not
// feel it, and neither may the machine: sockets are counted, and so are the messages of a check.
const DOMAINS = 500
const SECONDS = 20
const PLATFORM = {
  root: 'mailroom.example',
  mxHost: 'mx.mailroom.example',
  feedbackHost: 'feedback.mailroom.example',
  spfInclude: '_spf.mailroom.example',
}
const GOALS = { delay: 50, sockets: 20, messages: 40 }

const asked = new Map()
const server = createSocket('udp4')
server.on('message', (bytes) => {
  const domain = /(d\d+)\x07example/.exec(bytes.toString('latin1'))?.[1]
  asked.set(domain, (asked.get(domain) ?? 0) + 1)
})
await new Promise((resolve) => server.bind(0, '127.0.0.1', resolve))
const client = new DnsClient({ servers: [`127.0.0.1:${server.address().port}`], allowedNetworks: [] })
const before = openSockets()
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
let done = 0
for (let index = 0; index < DOMAINS; index++) void check(`d${index}.example`).then(() => done++)
let sockets = 0
const end = performance.now() + SECONDS * 1000
while (performance.now() < end && done < DOMAINS) {
  sockets = Math.max(sockets, openSockets() - before)
  await new Promise((resolve) => setTimeout(resolve, 50))
}
delay.disable()

report('event loop delay, 99th percentile', delay.percentile(99) / 1e6 - 1, GOALS.delay, 'ms')
report('sockets at once', sockets, GOALS.sockets, '')
report('messages of a check at most', Math.max(...asked.values()), GOALS.messages, '')
console.log(`checks that ended in ${SECONDS} s: ${done} of ${DOMAINS}`)
client.close()
server.close()
process.exit(0)

function check(name) {
  const dkimKeys = ['mr1', 'mr2'].map((selector) => ({ selector, publicKey: 'KEY' }))
  const settings = { type: 'CUSTOM', sender: 'PLATFORM', reception: 'MX', mailFromDomain: `bounce.${name}` }
  const domain = { name, ...settings, ownershipToken: 'a'.repeat(26), dkimKeys, claim: 'NONE', smtpTestOk: null }
  return askAll(client.open(name), (known) => missingQuestions(domain, PLATFORM, known))
}

/** Open sockets of this process: file descriptors, as there is nothing else that it opens meanwhile. */
function openSockets() {
  return readdirSync('/proc/self/fd').length
}

function report(what, value, goal, unit) {
  const verdict = value <= goal ? 'reached' : 'missed'
  console.log(`DNS: ${what}: ${value.toFixed(1)} ${unit}; goal at most ${goal}: ${verdict}`)
}
