import { readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ANONYMOUS_PAGES, SIGNED_IN_PAGES, type Places } from '../pages/paths.js'

interface Route {
  readonly path: string
  readonly name?: string
  readonly redirect?: unknown
  readonly meta?: { readonly parent?: string }
  readonly children?: readonly Route[]
}

const FEATURES = new URL('../../apps/admin/src/features/', import.meta.url)
const PARENTS: Record<string, string> = { root: '', organisation: '/o/:org/', domain: '/o/:org/domains/:domain/' }
/** `start` leads on to an organisation; set-up is tried by the journey and in tests/states. */
const TRIED_ELSEWHERE = ['start', 'set-up']
const PLACES = new Proxy({}, { get: () => 'some-id' }) as Places

/** Where each page of the console is, by its route's name. */
async function patterns(): Promise<[name: string, path: string][]> {
  const files = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('routes.ts'),
  )
  const routes = await Promise.all(files.map(async (file) => (await import(new URL(file, FEATURES).href)).default))
  return (routes.flat() as Route[]).flatMap((route) => {
    const path = `${PARENTS[route.meta?.parent ?? 'organisation']}${route.path}`
    if (route.children) return route.children.map((child) => [child.name!, `${path}/${child.path}`])
    return route.redirect ? [] : [[route.name!, path]]
  }) as [string, string][]
}

const matches = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replace(/\/$/, '').replace(/:\w+/g, '[^/]+')}$`).test(path)
const parametersOf = (pattern: string) => pattern.split(':').length

test('every route of the console is a page that the tests open', async () => {
  const all = await patterns()
  const opened = Object.values({ ...SIGNED_IN_PAGES, ...ANONYMOUS_PAGES }).map((pathOf) => {
    const { pathname } = new URL(pathOf(PLACES), 'http://console.example')
    const found = all.filter(([, pattern]) => matches(pattern, pathname))
    return found.sort(([, a], [, b]) => parametersOf(a) - parametersOf(b))[0]?.[0]
  })
  const missing = all.map(([name]) => name).filter((name) => !opened.includes(name))
  expect(missing.sort()).toEqual(TRIED_ELSEWHERE.sort())
})
