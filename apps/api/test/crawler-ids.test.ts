import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { absentIds, atRandom, dotted, HOLE, malformedFor, placesIn, replaced, type Place } from './crawler-attacks.js'
import { startCrawl, type Crawl } from './crawler-cast.js'
import { FIELDS, FINDS_ANYTHING, MUTATIONS, OPERATORS_DO, OWN_WORDS, VIEWERS_DO } from './crawler-entries.js'
import { dryWherePossible, wrapped } from './crawler-mutations.js'
import type { Filled } from './crawler-world.js'
import { DIALECTS } from './databases.js'

/** The id that a write is about; every other one is a reference. */
const MAIN = /^((input\.)?(id|organizationId)|domainId|input\.domainId|(input\.)?addresses\.id)$/
const isAbout = (name: string, path: string) =>
  MAIN.test(path) || (name === 'restoreEmailAddresses' && path === 'input.ids')

describe.each(DIALECTS)('ids of another organisation on %s', (dialect) => {
  let crawl: Crawl
  beforeAll(async () => {
    crawl = await startCrawl(dialect)
  }, 60_000)
  afterAll(() => crawl.harness.stop())

  test.each(Object.keys(FIELDS))('%s finds nothing by a wrong id', async (name) => {
    for (const call of FIELDS[name]!) {
      const args = call(crawl.own.ids)
      const isOperators = name === 'Query.resolveRecipient'
      const baseline = await crawl.field(name, args, isOperators ? crawl.operator : crawl.owner)
      expect(baseline.codes, `${name} with own ids: ${baseline.text}`).toEqual([])
      for (const place of placesIn(args, crawl.own.ids)) await attackField(name, args, place)
    }
  })

  test.each(Object.keys(MUTATIONS))('%s changes nothing by a wrong id', async (name) => {
    for (const call of MUTATIONS[name]!) {
      const args = wrapped(name, call(crawl.own.ids))
      const baseline = await crawl.mutate(name, dryWherePossible(name, args), crawl.owner)
      for (const code of ['NOT_FOUND', 'REFERENCE_NOT_FOUND', 'STALE_VERSION', 'BAD_USER_INPUT', 'FORBIDDEN'])
        if (!OPERATORS_DO.includes(name))
          expect(baseline.codes, `${name} with own ids: ${baseline.text}`).not.toContain(code)
      const before = await crawl.rows()
      for (const place of placesIn(args, crawl.own.ids)) await attackMutation(name, args, place)
      await tryAsOthers(name, call)
      expect(await crawl.rows(), name).toEqual(before)
    }
  })

  async function attackField(name: string, args: object, place: Place): Promise<void> {
    const where = `${name} ${dotted(place.path)}`
    const answers: Record<string, string> = {}
    for (const [wrong, id] of Object.entries(absentIds(place, crawl.own, crawl.foreign))) {
      if (/^deleted$|another type/.test(wrong) && FINDS_ANYTHING.includes(where)) continue
      const { text, codes } = await crawl.field(name, replaced(args, place.path, id), crawl.owner)
      answers[wrong] = masked(text, id)
      crawl.leaksNothing(answers[wrong], `${where} = ${wrong}`)
      expect(
        codes.filter((code) => !['NOT_FOUND', 'BAD_USER_INPUT', 'FORBIDDEN'].includes(code)),
        text,
      ).toEqual([])
    }
    if (!OWN_WORDS.includes(where)) alike(answers, where)
    for (const json of malformedFor(place, true)) {
      const answer = await crawl.field(name, replaced(args, place.path, HOLE), crawl.owner, json)
      refusedOrEmpty(answer, `${where} = ${json}`)
    }
  }

  async function attackMutation(name: string, args: object, place: Place): Promise<void> {
    const where = `${name} ${dotted(place.path)}`
    const isMain = isAbout(name, dotted(place.path))
    const isFilter = place.path.includes('filter')
    const answers: Record<string, string> = {}
    for (const [wrong, id] of Object.entries(absentIds(place, crawl.own, crawl.foreign))) {
      const { text, codes, body } = await crawl.mutate(name, replaced(args, place.path, id), crawl.owner)
      answers[wrong] = masked(text, id)
      crawl.leaksNothing(answers[wrong], `${where} = ${wrong}`)
      if (isMain) expect(codes, `${where} = ${wrong}: ${text}`).toEqual(['NOT_FOUND'])
      else if (isFilter) expect(body.data[name].problems, `${where} = ${wrong}: ${text}`).toEqual([])
      else {
        const path = place.path.filter((step) => step !== 'input' && step !== 'settings')
        const found = body.data?.[name]?.problems?.map((each: any) => ({
          code: each.code,
          path: withoutPlace(each.path),
        }))
        expect(found, `${where} = ${wrong}: ${text}`).toContainEqual({ code: 'REFERENCE_NOT_FOUND', path })
      }
    }
    alike(answers, where)
    for (const json of malformedFor(place, isMain)) {
      const answer = await crawl.mutate(name, replaced(args, place.path, HOLE), crawl.owner, json)
      refusedOrEmpty(answer, `${where} = ${json}`)
      if (!isFilter) expect(answer.codes.length, `${where} = ${json}: ${answer.text}`).toBeGreaterThan(0)
    }
  }

  /** A change of several addresses says so of each of them. */
  function withoutPlace(path: readonly string[]): readonly string[] {
    return path[0] === 'addresses' ? path.slice(2) : path
  }

  /** Everybody else, with ids of the other organisation, or with rights in the wrong one. */
  async function tryAsOthers(name: string, call: (ids: Filled['ids']) => object): Promise<void> {
    const theirs = wrapped(name, call(crawl.foreign.ids))
    const nobodys = atRandom(theirs, crawl.foreign.ids)
    for (const asker of [...crawl.insiders, crawl.operator]) {
      if (asker === crawl.operator && OPERATORS_DO.includes(name)) continue
      const answer = await crawl.mutate(name, theirs, asker)
      const random = await crawl.mutate(name, nobodys, asker)
      const where = `${asker.name} ${name}: ${answer.text}`
      // Keys have no person whose own things could be changed.
      const refused = ['NOT_FOUND', 'FORBIDDEN', ...('authorization' in asker.headers ? ['UNAUTHENTICATED'] : [])]
      expect(refused, where).toContain(answer.codes[0])
      expect(answer.text, where).toBe(random.text)
      crawl.leaksNothing(answer.text, where)
    }
    for (const asker of crawl.outsiders)
      expect((await crawl.mutate(name, theirs, asker)).codes, `${asker.name} ${name}`).toEqual(['UNAUTHENTICATED'])
    const { codes, text } = await crawl.mutate(name, wrapped(name, call(crawl.own.ids)), crawl.viewerHere)
    if (VIEWERS_DO.includes(name)) expect(codes, text).toEqual([])
    else expect(['NOT_FOUND', 'FORBIDDEN'], `${crawl.viewerHere.name} ${name}: ${text}`).toContain(codes[0])
    await mixAsOwnerOfBoth(name, wrapped(name, call(crawl.own.ids)))
  }

  /** Nothing of one organisation refers to a thing of the other, also for who may change both. */
  async function mixAsOwnerOfBoth(name: string, args: object): Promise<void> {
    for (const place of placesIn(args, crawl.own.ids)) {
      if (isAbout(name, dotted(place.path)) || place.path.includes('filter')) continue
      const { codes, text } = await crawl.mutate(
        name,
        replaced(args, place.path, crawl.foreign.ids[place.kind]),
        crawl.ownerOfBoth,
      )
      expect(codes, `${crawl.ownerOfBoth.name} ${name} ${dotted(place.path)}: ${text}`).toContain('REFERENCE_NOT_FOUND')
    }
  }
})

const masked = (text: string, id: string) => text.replaceAll(JSON.stringify(id).slice(1, -1), '<id>')

function alike(answers: Readonly<Record<string, string>>, where: string): void {
  for (const [wrong, text] of Object.entries(answers)) expect(text, `${where}: ${wrong}`).toBe(answers['random'])
}

function refusedOrEmpty({ codes, text }: { codes: readonly string[]; text: string }, where: string): void {
  const allowed = ['BAD_USER_INPUT', 'NOT_FOUND', 'REFERENCE_NOT_FOUND']
  expect(
    codes.filter((code) => !allowed.includes(code)),
    `${where}: ${text}`,
  ).toEqual([])
}
