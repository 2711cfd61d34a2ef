import type { GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCrawl, type Crawl } from './crawler-cast.js'
import { OPERATORS_MEET, OPERATORS_SEE, ROUTES } from './crawler-entries.js'
import { SCHEMA } from './crawler-mutations.js'
import { pathsFrom, questionOf } from './crawler-schema.js'
import { MARK, type Asker } from './crawler-world.js'
import { DIALECTS } from './databases.js'

const PATHS = pathsFrom(SCHEMA.getType('Organization') as GraphQLObjectType, SCHEMA, 5)
const PATHS_A_QUESTION = 6

describe.each(DIALECTS)('another organisation on %s', (dialect) => {
  let crawl: Crawl
  beforeAll(async () => {
    crawl = await startCrawl(dialect)
  }, 60_000)
  afterAll(() => crawl.harness.stop())

  test('is not there for anybody who is no member of it', async () => {
    const question = questionOf(SCHEMA, PATHS.slice(0, 4), crawl.foreign.ids)
    for (const asker of crawl.insiders) {
      const { body, text } = await crawl.ask(asker, question)
      expect(body, asker.name).toEqual({ data: { organization: null } })
      expect(text).toBe(
        (await crawl.ask(asker, { ...question, variables: { ...question.variables, slug: 'nobody' } })).text,
      )
    }
    for (const asker of crawl.outsiders) {
      const { codes, text } = await crawl.ask(asker, question)
      expect(codes, asker.name).toEqual(['UNAUTHENTICATED'])
      expect(text).not.toContain('"organization":{')
    }
  })

  test('shows in no field that anybody else can reach', async () => {
    for (const asker of crawl.insiders)
      for (let at = 0; at < PATHS.length; at += PATHS_A_QUESTION) {
        const paths = PATHS.slice(at, at + PATHS_A_QUESTION)
        const { codes, text } = await crawl.ask(asker, questionOf(SCHEMA, paths, crawl.own.ids))
        const where = `${asker.name} ${paths.map(({ name }) => name).join(' ')}`
        expect(text.toLowerCase(), where).not.toContain(MARK)
        expect(text, where).not.toContain(crawl.foreign.ids.organizationId.slice(4))
        const expected = asker === crawl.owner ? [] : ['NOT_FOUND', 'FORBIDDEN']
        expect(
          codes.filter((code) => !expected.includes(code)),
          `${where}: ${text}`,
        ).toEqual([])
      }
  })

  test('shows in no field of the viewer and the list of organisations', async () => {
    const roots: [string, (inner: string) => string][] = [
      ['memberships', (inner) => `viewer { user { id name } memberships { permissions organization { ${inner} } } }`],
      ['organizations', (inner) => `organizations(first: 3) { totalCount nodes { ${inner} } }`],
    ]
    const first = PATHS.filter(({ steps }) => steps.length === 1)
    for (const asker of crawl.insiders)
      for (const [name, root] of roots)
        for (let at = 0; at < first.length; at += PATHS_A_QUESTION) {
          const { text } = await crawl.ask(
            asker,
            questionOf(SCHEMA, first.slice(at, at + PATHS_A_QUESTION), crawl.own.ids, root, {}),
          )
          expect(text.toLowerCase(), `${asker.name} ${name}`).not.toContain(MARK)
          expect(text).not.toContain(crawl.foreign.ids.organizationId.slice(4))
        }
  })

  test('is crawled whole by its own Owner, so that a leak would be seen', async () => {
    let seen = ''
    for (let at = 0; at < PATHS.length; at += PATHS_A_QUESTION) {
      const { text, codes } = await crawl.ask(
        crawl.ownerThere,
        questionOf(SCHEMA, PATHS.slice(at, at + PATHS_A_QUESTION), crawl.foreign.ids),
      )
      expect(codes, text).toEqual([])
      seen += text
    }
    const ids = Object.entries(crawl.foreign.ids).filter(([name]) => !['opaqueId', 'sessionId'].includes(name))
    expect(ids.filter(([, id]) => !seen.includes(id)).map(([name]) => name)).toEqual([])
  })

  test('an crawl.operator who is no member sees names, limits, roles and members alone (R-ORG-5)', async () => {
    for (const path of PATHS.filter(({ steps }) => steps.length === 1)) {
      const name = path.steps[0]!.field.name
      const { codes, text } = await crawl.ask(crawl.operator, questionOf(SCHEMA, [path], crawl.foreign.ids))
      if (OPERATORS_SEE.includes(name)) expect(codes, name).toEqual([])
      else
        expect([...new Set(codes)], `${name}: content is FORBIDDEN, or name it in OPERATORS_SEE: ${text}`).toEqual([
          'FORBIDDEN',
        ])
    }
  })

  test('an crawl.operator who is no member meets nothing else on the way (R-ORG-5)', async () => {
    const met = new Set<string>()
    for (let at = 0; at < PATHS.length; at += PATHS_A_QUESTION) {
      const { text } = await crawl.ask(
        crawl.operator,
        questionOf(SCHEMA, PATHS.slice(at, at + PATHS_A_QUESTION), crawl.foreign.ids),
      )
      for (const [, name] of text.matchAll(/"__typename":"(\w+)"/g)) met.add(name!)
    }
    expect([...met].filter((name) => !OPERATORS_MEET.includes(name))).toEqual([])
  })

  test('is not there on any other route', async () => {
    const printed = crawl.harness.app.server.printRoutes({ commonPrefix: false }).matchAll(/(\/\S*:\S+) \(/g)
    const tail = (route: string) => route.slice(route.indexOf('/:'))
    const found = [...printed].map(([, route]) => tail(route!)).sort()
    expect(found, 'name it in ROUTES in crawler-entries.ts').toEqual(ROUTES.map(tail))
    const get = async (route: string, slug: string, { headers }: Asker) => {
      const url = route.replace(':slug', slug)
      const { statusCode, body } = await crawl.harness.app.server.inject({ url, headers, remoteAddress: '10.1.0.1' })
      return { statusCode, body }
    }
    for (const route of ROUTES) {
      expect((await get(route, MARK, crawl.ownerThere)).body, route).toContain(MARK)
      for (const asker of crawl.insiders) {
        const theirs = await get(route, MARK, asker)
        expect(theirs, `${asker.name} ${route}`).toEqual(await get(route, 'nobody', asker))
        expect(theirs.statusCode, theirs.body).toBe(404)
        const beta = await get(route, crawl.own.ids.slug, asker)
        crawl.leaksNothing(beta.body, `${asker.name} ${route}`)
        expect([200, 403, 404], `${asker.name} ${route}: ${beta.body.slice(0, 200)}`).toContain(beta.statusCode)
      }
      for (const asker of crawl.outsiders) expect((await get(route, MARK, asker)).statusCode).toBe(401)
      expect((await get(route, MARK, crawl.operator)).statusCode).toBe(403)
    }
  })
})
