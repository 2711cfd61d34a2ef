import { cleanHtml, POLICY_VERSION } from '@mailroom/html'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../database/sql.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../../test/harness.js'

const ANSWER =
  '{ cannedResponse { id version html text } problems { code severity path message params { name value } } }'
const CREATE = `mutation ($input: CreateCannedResponseInput!) { createCannedResponse(input: $input) ${ANSWER} }`
const UPDATE = `mutation ($input: UpdateCannedResponseInput!) { updateCannedResponse(input: $input) ${ANSWER} }`
const READ =
  'query ($slug: String!, $id: ID!) { organization(slug: $slug) { cannedResponse(id: $id) { html text version } } }'
const PREVIEW = `query ($slug: String!, $input: PreviewCannedResponseInput!) { organization(slug: $slug) {
  previewCannedResponse(input: $input) { html text removed problems { code severity path } } } }`

describe.each(DIALECTS)('R-ADR-9 canned responses on %s', (dialect) => {
  let harness: Harness
  let names = 0
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  const create = async (fields: object, client = harness.operator) => {
    const input = { organizationId: harness.acme.id, name: `Response ${names++}`, kind: 'SIGNATURE', ...fields }
    return (await client.data(CREATE, { input })).createCannedResponse
  }
  const update = async (input: object, client = harness.operator) =>
    (await client.data(UPDATE, { input })).updateCannedResponse
  const read = async (id: string) =>
    (await harness.operator.data(READ, { slug: harness.acme.slug, id })).organization.cannedResponse
  const codesOf = (answer: { problems: { code: string; path: string[] }[] }) =>
    answer.problems.map(({ code, path }) => [code, ...path])

  test('are stored clean, with the text made of what is left', async () => {
    const html =
      '<p onclick="x()">Kind regards,<br>{{agent.name}}</p><script>alert(1)</script><a href="https://a.example">A</a>'
    const { cannedResponse, problems } = await create({ html })
    expect(problems).toEqual([])
    expect(cannedResponse).toMatchObject({
      html: '<p>Kind regards,<br />{{agent.name}}</p><a href="https://a.example">A</a>',
      text: 'Kind regards,\n{{agent.name}}\n\nA (https://a.example)',
    })
    expect(await read(cannedResponse.id)).toMatchObject({ html: cannedResponse.html, text: cannedResponse.text })
  })

  test('the text follows the HTML until it has one of its own, which stays', async () => {
    const { cannedResponse: made } = await create({ html: '<p>One</p>' })
    const { cannedResponse: second } = await update({ id: made.id, expectedVersion: 1, html: '<p>Two</p>' })
    expect(second).toMatchObject({ html: '<p>Two</p>', text: 'Two' })
    const { cannedResponse: own } = await update({ id: made.id, expectedVersion: 2, text: 'Own\r\ntext <b>' })
    expect(own).toMatchObject({ html: '<p>Two</p>', text: 'Own\ntext <b>' })
    const { cannedResponse: third } = await update({ id: made.id, expectedVersion: 3, html: '<p>Three</p>' })
    expect(third).toMatchObject({ html: '<p>Three</p>', text: 'Own\ntext <b>' })
    const { cannedResponse: again } = await update({ id: made.id, expectedVersion: 4, text: null })
    expect(again).toMatchObject({ html: '<p>Three</p>', text: 'Three', version: 5 })
  })

  test('more than 64 kB is refused and never cut, before and after cleaning', async () => {
    const count = 65_537
    const tooLong = await create({ html: 'a'.repeat(count), text: 'b'.repeat(count) })
    expect(tooLong.cannedResponse).toBeNull()
    expect(tooLong.problems[0]).toMatchObject({
      ...{ code: 'TOO_LONG', severity: 'ERROR', path: ['html'] },
      params: [
        { name: 'limit', value: '65536' },
        { name: 'count', value: '65537' },
        { name: 'unit', value: 'BYTES' },
      ],
    })
    expect(codesOf(await create({ html: '<'.repeat(60_000) }))).toEqual([['TOO_LONG', 'html']])
    expect(codesOf(await create({ html: 'a', text: 'b'.repeat(count) }))).toEqual([['TOO_LONG', 'text']])
    expect(codesOf(await create({ html: 'a'.repeat(65_536) }))).toEqual([])
    expect(codesOf(await create({ html: '<script>x</script>' }))).toEqual([['REQUIRED', 'html']])
  })

  test('placeholders are the three there are, wherever they stand once it is clean', async () => {
    expect(
      codesOf(await create({ html: '{{agent.name}} {{ organization.name }} <a href="mailto:{{address}}">x</a>' })),
    ).toEqual([])
    const unknown = [
      '{{agent.mail}}',
      '&#123;{agent.mail}}',
      '<p title="{{x}}">x</p>x<a href="https://a.example/{{x}}">y</a>',
    ]
    for (const html of unknown) expect(codesOf(await create({ html }))).toEqual([['PLACEHOLDER_UNKNOWN', 'html']])
    expect(codesOf(await create({ html: 'x', text: '{{x}}' }))).toEqual([['PLACEHOLDER_UNKNOWN', 'text']])
    expect(codesOf(await create({ html: 'x<!-- {{x}} --><script>{{y}}</script>' }))).toEqual([])
  })

  test('a link that misleads is warned of with the write, in the language of the request', async () => {
    const german = await new Client(harness.app, 'de').signIn(OPERATOR.email, OPERATOR.password)
    const { cannedResponse, problems } = await create(
      { html: '<a href="https://evil.test">www.bank.example</a>' },
      german,
    )
    expect(cannedResponse).not.toBeNull()
    expect(problems).toMatchObject([
      {
        code: 'SIGNATURE_LINK_MISLEADS',
        severity: 'WARNING',
        path: ['html'],
        message: expect.stringContaining('Linktext'),
      },
    ])
  })

  test('a preview says what would be left, and what not, and writes nothing', async () => {
    const preview = async (input: object) =>
      (await harness.operator.data(PREVIEW, { slug: harness.acme.slug, input })).organization.previewCannedResponse
    expect(
      await preview({ html: '<p style="color:red;position:fixed" onclick=x>A</p><script>b</script>{{c}}' }),
    ).toEqual({
      html: '<p style="color:red">A</p>{{c}}',
      text: 'A\n\n{{c}}',
      removed: ['position', 'onclick', '<script>'],
      problems: [{ code: 'PLACEHOLDER_UNKNOWN', severity: 'ERROR', path: ['html'] }],
    })
    expect(await preview({ html: '<p>A</p>', text: 'Own' })).toMatchObject({ text: 'Own', removed: [], problems: [] })
    expect(await preview({ html: 'a'.repeat(70_000) })).toMatchObject({ html: '', problems: [{ code: 'TOO_LONG' }] })
  })

  test('what an older policy cleaned is cleaned again when it is read, its source and own text kept', async () => {
    const store = (id: string, ownText: boolean) =>
      harness.app.database.writeInstallation((unit) =>
        unit.all(sql`update canned_response set "policyVersion" = ${POLICY_VERSION - 1}, source = ${'<p onclick="x">New</p>'},
          html = ${'<p onclick="x">Old</p>'}, text = ${'Old'}, "ownText" = ${ownText} where id = ${id}`),
      )
    const { cannedResponse: made } = await create({ html: 'a' })
    const { cannedResponse: own } = await create({ html: 'a', text: 'b' })
    await store(made.id, false)
    await store(own.id, true)
    expect(await read(made.id)).toEqual({ html: '<p>New</p>', text: 'New', version: 1 })
    expect(await read(own.id)).toEqual({ html: '<p>New</p>', text: 'Old', version: 1 })
    const renamed = await update({ id: made.id, expectedVersion: 1, name: 'Renamed' })
    expect(renamed.cannedResponse).toMatchObject({ html: '<p>New</p>', text: 'New' })
  })

  test('hostile HTML is refused or cleaned while others are served, and the next write works at once', async () => {
    const order: string[] = []
    const hostile = ['<div>'.repeat(13_000), '<'.repeat(65_536), '<b></b>'.repeat(9_000)].map((html, index) =>
      create({ html }).then((answer) => {
        order.push(`hostile ${index}`)
        return answer
      }),
    )
    await harness.operator.data('{ viewer { user { id } } }')
    order.push('viewer')
    expect(order[0]).toBe('viewer')
    for (const { cannedResponse, problems } of await Promise.all(hostile))
      expect(cannedResponse === null).toBe(problems.length > 0)
    expect((await create({ html: '<b>next</b>' })).cannedResponse.text).toBe('next')
  })

  test('a null, a lone surrogate or a control is no reason to fail', async () => {
    const { cannedResponse } = await create({ html: '<b>\0a\ud800\u0008</b>', text: '\0t\ud800' })
    expect(cannedResponse).toMatchObject({ html: '<b>a\ufffd</b>', text: 't\ufffd' })
    expect(cleanHtml(cannedResponse.html).html).toBe(cannedResponse.html)
  })
})
