import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { startHarness, type Harness } from '../../../test/harness.js'
import { SmtpSink } from '../../../test/smtp-sink.js'
import { sql } from '../../database/sql.js'

const STEPS = 200
const PARTS = ['help', 'sales', 'office', 'billing', 'info', 'team']
const HEALTH = `query ($slug: String!, $after: String) { organization(slug: $slug) {
  addresses(first: 200, after: $after) { nodes { id address health { code severity path } } }
  lint(first: 200) { totalCount nodes { entityId problem { code severity path } } } } }`

/** Numbers that look random and are the same in every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Known {
  readonly id: string
  version: number
}

describe.each(DIALECTS)('counts of problems kept with addresses on %s', (dialect) => {
  let dns: DnsServer
  let relay: SmtpSink
  let harness: Harness
  let has: Configured
  let now = Date.now()
  beforeAll(async () => {
    dns = await DnsServer.start()
    relay = await SmtpSink.start()
    const clock = { now: () => now }
    harness = await startHarness(
      dialect,
      { clock },
      { MAILROOM_DNS_SERVERS: dns.address, MAILROOM_ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32' },
    )
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(async () => {
    await harness.stop()
    await Promise.all([dns.stop(), relay.stop()])
  })

  const tryTo = async (name: string, field: string, input: object): Promise<Known | null> => {
    const type = { publishFlow: 'PublishFlowInput', deleteEmailAddress: 'DeleteEntityInput' }[name]
    const declared = type ?? `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    const fields = field === '' ? 'deletedId' : `${field} { id version }`
    const mutation = `mutation ($input: ${declared}!) { ${name}(input: $input) { ${fields} problems { code } } }`
    const answer = (await harness.operator.data(mutation, { input }))[name]
    return field === '' ? answer.deletedId && { id: answer.deletedId, version: 0 } : answer[field]
  }
  const kept = async () => {
    const rows = await harness.app.database
      .readInstallation()
      .all<{ id: string; problemCount: number; errorCount: number }>(
        sql`select id, "problemCount", "errorCount" from address where "organisationId" = ${harness.acme.id}`,
      )
    return new Map(rows.map(({ id, problemCount, errorCount }) => [id, { problemCount, errorCount }]))
  }

  test.each([7, 2026])(
    'are what the health says after any writes and DNS results (seed %i)',
    async (seed) => {
      const random = randomOf(seed)
      const pick = <T>(values: readonly T[]): T | undefined => values[random(values.length)]
      const addresses = new Map<string, Known>()
      const deleted = new Set<string>()
      const domains = new Map<string, Known & { name: string }>()
      const queue = (await tryTo('createQueue', 'queue', { organizationId: harness.acme.id, name: `Other ${seed}` }))!
      const skill = (await tryTo('createSkill', 'skill', { organizationId: harness.acme.id, name: `Rare ${seed}` }))!
      const relayed = { host: '127.0.0.1', port: relay.port, security: 'NONE', name: `Relay ${seed}` }
      const ofAcme = { organizationId: harness.acme.id }
      const server = (await tryTo('createSmtpServer', 'smtpServer', { ...ofAcme, ...relayed }))!
      const definition = { rules: [], otherwise: { disconnect: true } }
      const flow = (await tryTo('createFlow', 'flow', {
        organizationId: harness.acme.id,
        name: `Flow ${seed}`,
        definition,
      }))!
      const domainId = () => pick([has.domainId, ...domains.keys()])
      const mailbox = () =>
        `${pick(PARTS)}${pick(['', '+x'])}@${pick(['acme.mailroom.example', 'one.example', 'two.example', 'far.example'])}`
      const routing = () =>
        pick<object>([
          { none: true },
          { queue: { queueId: queue.id } },
          { queue: { queueId: queue.id, skillIds: [pick([skill.id, has.skillId])] } },
          { flow: { flowId: flow.id } },
        ])
      const settings = () => ({
        routing: routing(),
        ...(random(3) === 0
          ? { fromAddressId: pick([...addresses.keys()]) ?? null, bcc: [], replyTo: null }
          : {
              fromAddressId: null,
              bcc: random(2) === 0 ? [{ address: mailbox() }] : [],
              replyTo: random(2) === 0 ? mailbox() : null,
            }),
      })
      const steps: Record<string, () => Promise<unknown>> = {
        async addAddress() {
          const made = await tryTo('createEmailAddress', 'emailAddress', {
            domainId: domainId(),
            localPart: pick(PARTS),
            settings: settings(),
          })
          if (made) addresses.set(made.id, made)
        },
        async changeAddress() {
          const known = pick([...addresses.values()])
          if (!known) return
          const localPart = random(3) === 0 ? { localPart: pick(PARTS) } : {}
          const changed = await tryTo('updateEmailAddress', 'emailAddress', {
            id: known.id,
            expectedVersion: known.version,
            ...localPart,
            settings: settings(),
          })
          if (changed) known.version = changed.version
        },
        async deleteAddress() {
          const known = pick([...addresses.values()])
          if (!known) return
          if (!(await tryTo('deleteEmailAddress', '', { id: known.id, expectedVersion: known.version }))) return
          addresses.delete(known.id)
          deleted.add(known.id)
        },
        async restoreAddress() {
          const id = pick([...deleted])
          if (!id) return
          deleted.delete(id)
          const mutation =
            'mutation ($input: RestoreInput!) { restoreEmailAddress(input: $input) { emailAddress { id version } } }'
          const { data } = await harness.operator.ask(mutation, { input: { id } })
          const restored = data?.restoreEmailAddress?.emailAddress as Known | null
          if (restored) addresses.set(id, restored)
        },
        async changeSender() {
          const known = pick([...domains.values()])
          if (!known) return
          const sender = pick([{ sender: 'PLATFORM' }, { sender: 'SMTP', smtpServerId: server.id }])
          const input = { id: known.id, expectedVersion: known.version, ...sender }
          const changed = await tryTo('updateDomain', 'domain', input)
          if (changed) known.version = changed.version
        },
        async changeServer() {
          const input = { id: server.id, expectedVersion: server.version, port: pick([relay.port, 9]) }
          const changed = await tryTo('updateSmtpServer', 'smtpServer', input)
          if (changed) server.version = changed.version
        },
        async testServer() {
          const mutation = 'mutation ($input: TestSmtpServerInput!) { testSmtpServer(input: $input) { result } }'
          await harness.operator.ask(mutation, { input: { id: server.id } })
        },
        async changeQueue() {
          const memberIds = random(2) === 0 ? [] : [has.memberId]
          const skillEvaluation = pick(['ALL', 'BEST', 'NONE'])
          const changed = await tryTo('updateQueue', 'queue', {
            id: queue.id,
            expectedVersion: queue.version,
            memberIds,
            skillEvaluation,
          })
          if (changed) queue.version = changed.version
        },
        async changeMember() {
          const { organization } = await harness.operator.data(
            '{ organization(slug: "acme") { members { nodes { id version } } } }',
          )
          const { id, version } = organization.members.nodes.find((each: Known) => each.id === has.memberId)
          const skills = random(2) === 0 ? [] : [{ id: pick([skill.id, has.skillId]), proficiency: random(3) }]
          await tryTo('updateMember', 'member', { id, expectedVersion: version, skills })
        },
        async publish() {
          const changed = await tryTo('publishFlow', 'flow', { id: flow.id, expectedVersion: flow.version })
          if (changed) flow.version = changed.version
        },
        async addDomain() {
          const name = pick(['one.example', 'two.example'])!
          const made = await tryTo('createDomain', 'domain', { organizationId: harness.acme.id, name })
          if (made) domains.set(made.id, { ...made, name })
        },
        async changeDomain() {
          const known = pick([...domains.values()])
          if (!known) return
          const reception = pick(['MX', 'REDIRECTION'])
          const changed = await tryTo('updateDomain', 'domain', {
            id: known.id,
            expectedVersion: known.version,
            reception,
          })
          if (changed) known.version = changed.version
        },
        async deleteDomain() {
          const known = pick([...domains.values()])
          if (!known) return
          const input = { id: known.id, expectedVersion: known.version, confirmName: known.name }
          if (!(await tryTo('deleteDomain', '', input))) return
          domains.delete(known.id)
          const left = await kept()
          for (const id of addresses.keys()) if (!left.has(id)) addresses.delete(id)
        },
        async askDns() {
          const known = pick([...domains.values()])
          if (!known) return
          dns.clear()
          const { organization } = await harness.operator.data(
            `query ($name: String!) { organization(slug: "acme") {
             domain(name: $name) { dnsRecords { host type value priority } } } }`,
            { name: known.name },
          )
          if (random(3) > 0)
            for (const { host, type, value, priority } of organization.domain.dnsRecords)
              dns.add(host, type, type === 'MX' ? `${priority} ${value}` : value)
          now += 3_600_000
          await harness.operator.ask('mutation ($id: ID!) { checkDomain(domainId: $id) { domain { id } } }', {
            id: known.id,
          })
        },
      }
      const done: string[] = []
      for (let step = 0; step < STEPS; step++) {
        const name = pick(Object.keys(steps))!
        done.push(name)
        await steps[name]!()
        if (step % 10 !== 9) continue
        const counts = await kept()
        const { organization } = await harness.operator.data(HEALTH, { slug: 'acme' })
        const healthOf = organization.addresses.nodes as {
          id: string
          address: string
          health: { severity: string; code: string; path: string[] }[]
        }[]
        for (const { id, address, health } of healthOf) {
          const fresh = {
            problemCount: health.length,
            errorCount: health.filter(({ severity }) => severity === 'ERROR').length,
          }
          expect(counts.get(id), `${address} after ${done.slice(-10).join(', ')}`).toEqual(fresh)
          const found = organization.lint.nodes.filter((each: { entityId: string }) => each.entityId === id)
          expect(found.map(({ problem }: { problem: object }) => problem)).toEqual(expect.arrayContaining(health))
          expect(found).toHaveLength(health.length)
        }
        expect(organization.lint.totalCount).toBe(organization.lint.nodes.length)
      }
      expect(new Set(done).size).toBe(Object.keys(steps).length)
    },
    120_000,
  )
})
