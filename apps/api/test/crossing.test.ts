import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fill, MARK, member, personAsking, type Asker, type Filled } from './crawler-world.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Client, type Harness } from './harness.js'
import { follow, liveClient } from './live-client.js'

const CONNECTIONS = 50
const EACH = 20
const BY_ID = `query ($slug: String!, $q0: ID!, $q1: ID!, $a0: ID!, $a1: ID!, $r0: ID!, $r1: ID!) {
  organization(slug: $slug) { q0: queue(id: $q0) { name } q1: queue(id: $q1) { name }
    a0: emailAddress(id: $a0) { fromName fromAddress { id } routing { ... on QueueRouting { queue { name } skills { name } } } }
    a1: emailAddress(id: $a1) { fromName fromAddress { id } routing { ... on QueueRouting { queue { name } skills { name } } } }
    r0: cannedResponse(id: $r0) { name html } r1: cannedResponse(id: $r1) { name html } } }`
const CHANGED = 'subscription ($id: ID!) { domainChanged(domainId: $id) { id name version } }'
const UPDATE =
  'mutation ($input: UpdateDomainInput!) { updateDomain(input: $input) { domain { version } problems { code } } }'

describe.each(DIALECTS)('two organisations at the same time on %s', (dialect) => {
  let harness: Harness
  let here: { id: string; owner: Client } & Filled
  let there: { id: string; owner: Client } & Filled
  let both: Client

  beforeAll(async () => {
    harness = await startHarness(dialect)
    const filled = async (slug: string, mark: string) => {
      const { id, owner } = await harness.organisation(slug)
      const input = { id, expectedVersion: 1, limits: [{ key: 'domains', limit: 10 }] }
      await harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input },
      )
      return { id, owner, ...(await fill(owner, { id, slug }, mark)) }
    }
    here = await filled('beta', '')
    there = await filled(MARK, MARK)
    await member(here.owner, here.id, 'beta', 'Viewer', 'both@people.example')
    both = await member(there.owner, there.id, MARK, 'E-mail administrator', 'both@people.example')
  }, 60_000)
  afterAll(() => harness.stop())

  test('the same ids, asked for in turn on 50 connections, are never answered across (T4)', async () => {
    const askers = [personAsking('here', here.owner), personAsking('there', there.owner)]
    const asked = (slug: string) => ({
      slug,
      q0: here.ids.queueId,
      q1: there.ids.queueId,
      a0: here.ids.addressId,
      a1: there.ids.addressId,
      r0: here.ids.responseId,
      r1: there.ids.responseId,
    })
    const expected = await Promise.all([ask(askers[0]!, asked('beta')), ask(askers[1]!, asked(MARK))])
    expect(JSON.parse(expected[0]!).data.organization).toMatchObject({
      q0: { name: 'Support' },
      q1: null,
      a1: null,
      r1: null,
    })
    expect(JSON.parse(expected[1]!).data.organization).toMatchObject({ q0: null, a0: null, r0: null })
    expect(expected[0]).not.toContain(MARK)
    const inBoth = personAsking('both', both)
    const crossed = await Promise.all(
      Array.from({ length: CONNECTIONS }, async (_, connection) => {
        let wrong = 0
        for (let turn = 0; turn < EACH; turn++) {
          const side = (connection + turn) % 2
          const asker = turn % 5 === 0 ? inBoth : askers[side]!
          const answer = await ask(asker, asked(side === 0 ? 'beta' : MARK))
          if (answer !== expected[side]) wrong += 1
        }
        return wrong
      }),
    )
    expect(crossed.filter((wrong) => wrong > 0)).toEqual([])
  })

  test('a role in one organisation gives nothing in the other (T3)', async () => {
    const rename = (id: string) =>
      both.ask('mutation ($input: UpdateSkillInput!) { updateSkill(input: $input) { problems { code } } }', {
        input: { id, expectedVersion: 1, name: 'Renamed', dryRun: true },
      })
    expect((await rename(here.ids.skillId)).errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await rename(there.ids.skillId)).data.updateSkill.problems).toEqual([])
  })

  test('live updates of foreign, deleted and unknown domains, and of no ids, are refused alike', async () => {
    const live = liveClient(harness.app.url, { cookie: here.owner.cookie })
    const wrong = [
      there.ids.customDomainId,
      there.ids.domainId,
      here.deleted.customDomainId!,
      `${here.ids.domainId.slice(0, -5)}zzzzz`,
      here.ids.queueId,
      'nonsense',
      '__proto__',
      '\u0000',
    ]
    const pages = wrong.map((id) => follow(live, CHANGED, { id }))
    const first = await eventually(() => {
      for (const [index, { events }] of pages.entries())
        expect(events[0]?.errors, wrong[index]).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
      return JSON.stringify(pages[0]!.events)
    })
    for (const { events } of pages) expect(JSON.stringify(events)).toBe(first)
    for (const id of [{ $ne: null }, ['a'], true]) {
      const { events, ended } = follow(live, CHANGED, { id })
      await eventually(() => expect(ended() ?? events[0]?.errors).toBeDefined())
      expect(JSON.stringify(events)).not.toContain(MARK)
    }
    await live.dispose()
  })

  test('another origin gets no socket, and no subscription asks for anything else', async () => {
    for (const origin of ['https://evil.example', 'null', `${harness.app.url}.evil.example`, 'http://localhost:1']) {
      const live = liveClient(harness.app.url, { cookie: here.owner.cookie, origin })
      const page = follow(live, CHANGED, { id: here.ids.customDomainId })
      await eventually(() => expect(page.ended(), origin).toBeDefined())
      expect(page.events).toEqual([])
      await live.dispose()
    }
    const live = liveClient(harness.app.url, { cookie: here.owner.cookie, origin: harness.app.url })
    for (const query of [
      '{ viewer { user { id } } }',
      'mutation { signOut }',
      '{ __schema { types { name } } }',
      'subscription { domainChangd(domainId: "x") { id } }',
      'subscription { domainChanged(domainId: "x") { nam } }',
      'subscription { domainChanged { id } }',
      'subscription {',
      `subscription { ${'a: domainChanged(domainId: "x") { id } '.repeat(300)} }`,
    ]) {
      const page = follow(live, query, {})
      await eventually(() => expect(page.ended(), query).toBeDefined())
      const errors = (page.ended() as { message: string; extensions?: object }[]) ?? []
      expect(page.events, query).toEqual([])
      expect(errors[0]?.extensions, `${query}: ${JSON.stringify(page.ended())}`).toEqual({ code: 'BAD_USER_INPUT' })
      expect(JSON.stringify(errors), query).not.toContain('Did you mean')
    }
    const { events, ended } = follow(live, CHANGED, { id: ['a'] })
    await eventually(() => expect(ended()).toBeDefined())
    expect(events).toMatchObject([{ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }])
    await live.dispose()
  })

  test('who is no member any more hears nothing more, and the subscription ends within a second', async () => {
    const email = 'leaving@people.example'
    const leaving = await member(here.owner, here.id, 'beta', 'Viewer', email)
    const live = liveClient(harness.app.url, { cookie: leaving.cookie })
    const page = follow(live, CHANGED, { id: here.ids.customDomainId })
    let version = 1
    const change = async () => {
      const reception = version % 2 === 0 ? 'MX' : 'REDIRECTION'
      const input = { id: here.ids.customDomainId, expectedVersion: version, reception }
      version = (await here.owner.data(UPDATE, { input })).updateDomain.domain.version
    }
    await eventually(async () => {
      await change()
      expect(page.events.length).toBeGreaterThan(0)
    })
    expect(page.events.every(({ errors }) => errors === undefined)).toBe(true)
    await removeMember(email)
    const heard = page.events.length
    await eventually(() => expect(page.ended()).toMatchObject({ code: 4403 }), 1_500)
    await change()
    for (const event of page.events.slice(heard))
      expect(event).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    await live.dispose()
  })

  async function removeMember(email: string): Promise<void> {
    const { organization } = await here.owner.data(
      '{ organization(slug: "beta") { members(first: 100) { nodes { id version user { email } } } } }',
    )
    const { id, version } = organization.members.nodes.find(({ user }: any) => user.email === email)
    await here.owner.data('mutation ($input: DeleteEntityInput!) { removeMember(input: $input) { deletedId } }', {
      input: { id, expectedVersion: version },
    })
  }

  /** By the network, as browsers do. */
  async function ask({ headers }: Asker, variables: object): Promise<string> {
    const response = await fetch(`${harness.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: BY_ID, variables }),
    })
    return response.text()
  }
})

async function eventually<T>(check: () => T | Promise<T>, patience = 5_000): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await check()
    } catch (reason) {
      if (Date.now() > end) throw reason
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
}
