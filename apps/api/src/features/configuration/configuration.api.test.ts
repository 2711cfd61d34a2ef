import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apply, audited, exported, ownerOf, plan, put, rich, told } from '../../../test/configuration-file.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Harness } from '../../../test/harness.js'

describe.each(DIALECTS)('the configuration as one file on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  test('goes into an empty organisation and comes out as the same text', async () => {
    const org = await harness.organisation('round')
    const yaml = rich('round', await ownerOf(org))
    const { planned, applied } = await put(org, yaml)
    expect(planned.counts).toEqual({ created: 16, updated: 1, deleted: 0 })
    expect(applied).toEqual(planned.counts)
    expect(await exported(org)).toBe(yaml)
    expect(await plan(org, yaml)).toMatchObject({
      counts: { created: 0, updated: 0, deleted: 0 },
      changes: [],
      lint: [],
    })
    const before = await audited(org)
    const made = ['CannedResponse', 'EmailDomain', 'Flow', 'Language', 'Queue', 'Skill', 'SmtpServer']
    expect(before).toEqual(expect.arrayContaining(made.map((each) => `CREATED ${each}`)))
    expect(before.filter((each) => each === 'CREATED EmailAddress')).toHaveLength(4)
    await put(org, yaml)
    expect(await audited(org)).toEqual(before)
  }, 30_000)

  test('says what changes, from what to what, and writes nothing until it is applied', async () => {
    const org = await harness.organisation('diff')
    const yaml = rich('diff', await ownerOf(org))
    await put(org, yaml)
    const changed = yaml
      .replace('threadingDays: 7', 'threadingDays: 9')
      .replace('    history: ALWAYS\n', '')
      .replace('priority: 20', 'priority: 30')
      .replace('  Español: {}\n', '  español: {}\n')
      .replace('    published: true\n', '    published: false\n')
    const planned = await plan(org, changed)
    expect(told(planned)[0]).toEqual(['IN_USE', 'flows/Live', 95])
    expect(planned.fingerprint).toBeNull()
    const allowed = changed.replace('    spamRouting:\n      flow: Live\n', '')
    const good = await plan(org, allowed)
    expect(good.changes).toEqual([
      {
        action: 'UPDATE',
        entityType: 'OrganizationSettings',
        name: 'settings',
        fields: [{ name: 'threadingDays', before: '7', after: '9' }],
      },
      {
        action: 'UPDATE',
        entityType: 'Skill',
        name: 'español',
        fields: [{ name: 'name', before: 'Español', after: 'español' }],
      },
      { action: 'UPDATE', entityType: 'Flow', name: 'Hours', fields: [expect.objectContaining({ name: 'draft' })] },
      {
        action: 'UPDATE',
        entityType: 'Flow',
        name: 'Live',
        fields: [{ name: 'published', before: 'true', after: 'false' }],
      },
      {
        action: 'UPDATE',
        entityType: 'EmailAddress',
        name: 'help@diff.mailroom.example',
        fields: [
          {
            name: 'routing',
            before: expect.stringContaining('priority: 20'),
            after: expect.stringContaining('priority: 30'),
          },
          { name: 'spamRouting', before: 'flow: Live', after: '{}' },
          { name: 'history', before: 'ALWAYS', after: 'AGENT_DECIDES' },
        ],
      },
    ])
    expect(await exported(org)).toBe(yaml)
    await apply(org, allowed, good.fingerprint)
    expect((await plan(org, allowed)).changes).toEqual([])
  }, 30_000)

  test('deletes what a section leaves out, with consent alone, and leaves a section alone that the file leaves out', async () => {
    const org = await harness.organisation('gone')
    await put(org, rich('gone', await ownerOf(org)))
    const yaml = 'mailroom: 1\naddresses: {}\nflows: {}\nqueues:\n  Support: {}\n'
    const planned = await plan(org, yaml)
    expect(planned.counts).toEqual({ created: 0, updated: 1, deleted: 8 })
    const refused = await apply(org, yaml, planned.fingerprint)
    expect(refused.applied).toBeNull()
    expect(refused.problems).toEqual([
      { code: 'DELETIONS_UNCONFIRMED', path: ['allowDeletes'], params: [{ name: 'count', value: '8' }] },
    ])
    expect(await apply(org, yaml, planned.fingerprint, { allowDeletes: true })).toMatchObject({
      applied: planned.counts,
    })
    const after = await exported(org)
    expect(after).toContain('addresses: {}\n')
    expect(after).toContain('  Closed:\n')
    expect(after).toContain(`members:\n      - ${await ownerOf(org)}`)
    expect((await audited(org)).filter((each) => each.startsWith('DELETED'))).toHaveLength(8)
  }, 30_000)

  test('replaces a domain at the limit, with addresses that refer to each other across', async () => {
    const org = await harness.organisation('swap')
    const yaml = rich('swap', await ownerOf(org))
    await put(org, yaml)
    const moved = yaml.replaceAll(/(^  |ring@)swap\.example/gm, '$1other.example')
    await put(org, moved)
    expect(await exported(org)).toBe(moved)
  }, 30_000)

  test('of two that plan at the same time the second plans again', async () => {
    const org = await harness.organisation('race')
    const [first, second] = ['mailroom: 1\nskills: {A: {}}\n', 'mailroom: 1\nskills: {B: {}}\n']
    const [one, two] = [await plan(org, first), await plan(org, second)]
    expect(one.fingerprint).not.toBe(two.fingerprint)
    const both = await Promise.all([apply(org, first, one.fingerprint), apply(org, second, two.fingerprint)])
    expect(both.filter(({ applied }) => applied !== null)).toHaveLength(1)
    expect(both.flatMap(({ problems }) => problems.map(({ code }: any) => code))).toEqual(['CONFIGURATION_MOVED'])
    const other = await apply(org, 'mailroom: 1\nskills: {C: {}}\n', two.fingerprint)
    expect(other.problems[0].code).toBe('CONFIGURATION_MOVED')
  })

  test('with the same idempotency key it is applied once', async () => {
    const org = await harness.organisation('once')
    const yaml = 'mailroom: 1\nskills: {A: {}}\n'
    const { fingerprint } = await plan(org, yaml)
    const first = await apply(org, yaml, fingerprint, { idempotencyKey: 'k' })
    expect(first.applied).toEqual({ created: 1, updated: 0, deleted: 0 })
    expect(await apply(org, yaml, fingerprint, { idempotencyKey: 'k' })).toEqual(first)
  })

  test('a file that says the same in other words changes nothing', async () => {
    const org = await harness.organisation('words')
    await put(
      org,
      'mailroom: 1\nlanguages: {German: {tag: de-AT}}\naddresses: {"help@words.mailroom.example": {fromName: Help}}\n',
    )
    const before = await audited(org)
    const other =
      'mailroom: 1\nlanguages: {German: {tag: DE-at}}\naddresses: {"help@words.mailroom.example.": {fromName: "  Help "}}\n'
    expect((await put(org, other)).planned.changes).toEqual([])
    expect(await audited(org)).toEqual(before)
  })
})
