import { performance } from 'node:perf_hooks'
import { cleanHtml } from '@mailroom/html'
import { afterAll, describe, expect, it } from 'vitest'
import { HtmlCleaner, HtmlRefused } from './html-cleaner.js'

const LIMIT = 65_536
/** What ends sooner holds nobody up, wherever it runs. */
const QUICK_MS = 50
const many = (piece: string, before = '', after = '') =>
  before + piece.repeat(Math.floor((LIMIT - before.length - after.length) / piece.length)) + after

const cleaner = new HtmlCleaner()
afterAll(() => cleaner.close())

describe('HTML is cleaned in a thread (security H3)', () => {
  it('as it would be here', async () => {
    const html = '<p onclick="x">Grüße,<br>{{agent.name}}</p><script>alert(1)</script>'
    expect(await cleaner.clean(html)).toEqual(cleanHtml(html))
  })

  it('many at a time, each with its own answer', async () => {
    const cleaned = await Promise.all(Array.from({ length: 200 }, (_, index) => cleaner.clean(`<b>${index}</b>`)))
    expect(cleaned.map(({ text }) => text)).toEqual(cleaned.map((_, index) => `${index}`))
  })

  it('refuses what is larger than 64 kB, or than it is told, and cuts nothing (R-ADR-9)', async () => {
    const refusal = await cleaner.clean('€'.repeat(22_000)).catch((reason: unknown) => reason)
    expect(refusal).toBeInstanceOf(HtmlRefused)
    expect((refusal as HtmlRefused).problem(['html'])).toEqual({
      code: 'TOO_LONG',
      severity: 'ERROR',
      path: ['html'],
      params: { limit: LIMIT, count: 66_000, unit: 'BYTES' },
    })
    await expect(cleaner.clean('abc', { maxBytes: 2 })).rejects.toBeInstanceOf(HtmlRefused)
    expect((await cleaner.clean('x'.repeat(200_000), { maxBytes: 200_000 })).text).toHaveLength(200_000)
  })

  it.each([
    ['13 000 nested <div>', many('<div>')],
    ['8 000 <b> pairs', many('<b></b>')],
    ['<', many('<')],
    ['>', many('>')],
    ['&lt;', many('&lt;')],
    ['deep attributes', many('x=y ', '<a ', '>')],
    ['attributes with entities', many('&#x', '<a href="', '">')],
    ['10 000 style declarations', many('a:b;', '<p style="', '">x')],
    ['allowed style declarations', many('color:red;', '<p style="', '">x')],
    ['braces in a style', many('{', '<p style="', '">x')],
    ['comments in a style', many('/*', '<p style="', '">x')],
    ['brackets in a style', many('(', '<p style="x:', '">x')],
    ['backslashes in a style', many('\\', '<p style="x:', '">x')],
    ['paddings', many('1px ', '<p style="padding:', '">x')],
    ['a font family', many('a,', '<p style="font-family:', '">x')],
    ['open comments', many('<!--')],
    ['open tags', many('<p ')],
    ['scripts in scripts', many('<scr<script>ipt>')],
    ['misnested formatting', many('<b><i></b></i>')],
    ['tables in tables', many('<table><tr><td>')],
    ['svg and CDATA', many('<svg><![CDATA[')],
    ['links', many('<a href="https://a.example">a')],
    ['images', many('<img src="https://a.example/a">')],
    ['NULs', many('\0')],
    ['lone surrogates', many('\ud800')],
    ['list items', many('<ul><li>')],
    ['quotes', many('"', '<a title=', '>')],
    ['what is made of what was cut', many('<<x>script>', '', 'alert(1)')],
  ])('%s of 64 kB end in time, and this thread goes on', async (_, html) => {
    await cleaner.clean('warm')
    const began = performance.now()
    let turns = 0
    const turn = (): NodeJS.Immediate => setImmediate(() => ((turns += 1), (turning = turn())))
    let turning = turn()
    const outcome = await cleaner.clean(html, { maxBytes: 4 * LIMIT }).catch((reason: unknown) => reason)
    clearImmediate(turning)
    if (outcome instanceof HtmlRefused) expect(outcome.problem([]).code).toBe('HTML_TOO_COMPLEX')
    else expect(outcome).toHaveProperty('html')
    if (performance.now() - began > QUICK_MS) expect(turns).toBeGreaterThan(0)
    expect((await cleaner.clean('<b>next</b>')).text).toBe('next')
  })
})
