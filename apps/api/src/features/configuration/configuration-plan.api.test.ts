import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apply, exported, plan, put, told } from '../../../test/configuration-file.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Harness } from '../../../test/harness.js'

describe.each(DIALECTS)('what a plan says of a file on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  test('what single writes refuse is refused, all of it with its place, and nothing stays', async () => {
    const org = await harness.organisation('wrong')
    const yaml = `mailroom: 1
languages:
  German: { tag: "!" }
queues:
  Support:
    members: [nobody@elsewhere.example]
flows:
  F:
    draft:
      rules:
        - name: R
          when: { compare: { field: SUBJECT, operator: MATCHES, value: "(" } }
          then: [{ disconnect: true }]
      otherwise: { addLabel: x }
addresses:
  a..b@wrong.mailroom.example: {}
  help@wrong.mailroom.example:
    replyTo: nowhere
    routing: { queue: Support, flow: F }
`
    const planned = await plan(org, yaml)
    expect(planned.fingerprint).toBeNull()
    expect(told(planned)).toEqual([
      ['INVALID', 'languages/German/tag', 3],
      ['REFERENCE_NOT_FOUND', 'queues/Support/members/0', 6],
      ['PATTERN_INVALID', 'flows/F/draft/rules/0/when/compare/value', 12],
      ['FLOW_MUST_END', 'flows/F/draft/otherwise', 14],
      ['ADDRESS_SYNTAX', 'addresses/a..b@wrong.mailroom.example/localPart', 16],
    ])
    const refused = await apply(org, yaml, 'anything')
    expect(refused.applied).toBeNull()
    expect(refused.located).toHaveLength(5)
    expect(await exported(org)).not.toContain('German')
  })

  test('names that lead nowhere are named before anything is tried', async () => {
    const org = await harness.organisation('refs')
    const yaml = `mailroom: 1
queues: {}
addresses:
  help@refs.mailroom.example:
    fromAddress: nobody@refs.mailroom.example
    routing: { queue: Support, skills: [Billing] }
  x@elsewhere.example: {}
`
    expect(told(await plan(org, yaml))).toEqual([
      ['REFERENCE_NOT_FOUND', 'addresses/help@refs.mailroom.example/fromAddress', 5],
      ['REFERENCE_NOT_FOUND', 'addresses/help@refs.mailroom.example/routing/queue', 6],
      ['REFERENCE_NOT_FOUND', 'addresses/help@refs.mailroom.example/routing/skills/0', 6],
      ['REFERENCE_NOT_FOUND', 'addresses/x@elsewhere.example', 7],
    ])
  })

  test('a file may be larger than other requests, up to its limit; too many changes are refused', async () => {
    const org = await harness.organisation('large')
    const long = (kilobytes: number) => `mailroom: 1\n${`#${'x'.repeat(1023)}\n`.repeat(kilobytes)}skills: {A: {}}\n`
    expect((await plan(org, long(2048))).counts).toEqual({ created: 1, updated: 0, deleted: 0 })
    expect(told(await plan(org, long(8192)))).toEqual([['TOO_LONG', 'yaml', 1]])
    const many = Array.from({ length: 1001 }, (_, index) => `  S${index}: {}\n`).join('')
    expect(told(await plan(org, `mailroom: 1\nskills:\n${many}`))).toEqual([['CONFIGURATION_TOO_MANY_CHANGES', '', 1]])
  }, 30_000)

  test('lint tells what would be wrong then, and is not now', async () => {
    const org = await harness.organisation('lint')
    const yaml =
      'mailroom: 1\nqueues: {Empty: {}}\naddresses: {"help@lint.mailroom.example": {routing: {queue: Empty}}}\n'
    const expected = {
      entityType: 'EmailAddress',
      entityName: 'help@lint.mailroom.example',
      problem: { code: 'QUEUE_WITHOUT_MEMBERS' },
    }
    expect((await put(org, yaml)).planned.lint).toEqual([expected])
    expect((await plan(org, `${yaml}skills: {New: {}}\n`)).lint).toEqual([])
  })

  test('saved tests tell what would become of their mail', async () => {
    const org = await harness.organisation('tests')
    const address = 'help@tests.mailroom.example'
    const file = (queue: string) =>
      `mailroom: 1\nqueues: {A: {}, B: {}}\naddresses: {"${address}": {routing: {queue: ${queue}}}}\n`
    await put(org, file('A'))
    const { organization } = await org.owner.data('{ organization(slug: "tests") { queues { nodes { id name } } } }')
    const queueId = organization.queues.nodes.find(({ name }: any) => name === 'A').id
    const save = 'mutation ($input: CreateSavedTestInput!) { createSavedTest(input: $input) { problems { code } } }'
    const expected = [{ recipient: address, result: 'QUEUED', queueId }]
    const mail = { to: [address], from: 'a@b.example', subject: 'Hello' }
    const input = { organizationId: org.id, name: 'Hello', mail, expected }
    expect((await org.owner.data(save, { input })).createSavedTest.problems).toEqual([])
    const planned = await plan(org, file('B'))
    expect(planned.savedTests).toEqual([{ name: 'Hello', passedBefore: true, passes: false }])
    expect((await plan(org, `${file('A')}skills: {New: {}}\n`)).savedTests).toEqual([])
  })
})
