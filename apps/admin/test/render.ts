import { ApolloLink, Observable, type FetchResult } from '@apollo/client/core'
import { render, type RenderResult } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type RouteRecordRaw } from 'vue-router'
import { client, sessionLink } from '@/shared/api/client'

/** What the API would answer, by name of the operation. */
export type Answers = Record<string, (variables: Record<string, unknown>) => FetchResult | Promise<FetchResult>>

/** Answers the client's requests; what was asked is kept, oldest first. */
export function answerWith(answers: Answers) {
  const asked: { name: string; variables: Record<string, unknown> }[] = []
  const api = new ApolloLink(
    ({ operationName: name, variables }) =>
      new Observable((observer) => {
        asked.push({ name, variables })
        const answer = answers[name]
        if (!answer) return observer.error(new Error(`No answer to ${name}`))
        Promise.resolve(answer(variables)).then((result) => {
          observer.next(result)
          observer.complete()
        }, observer.error.bind(observer))
      }),
  )
  client.setLink(ApolloLink.from([sessionLink, api]))
  return asked
}

/** An error as the API answers it. */
export const failing = (code: string, extensions: object = {}): FetchResult => ({
  errors: [{ message: code, extensions: { code, ...extensions } } as never],
})

/** Shows a page at a path, with the routes given and stand-ins for those it links to. */
export async function renderAt(path: string, routes: RouteRecordRaw[], elsewhere: readonly string[] = []) {
  const others = elsewhere.map((name) => ({
    path: `/elsewhere/${name}/:org?/:domain?`,
    name,
    component: { template: '<h1>Elsewhere</h1>' },
  }))
  const router = createRouter({ history: createMemoryHistory(), routes: [...routes, ...others] })
  await router.push(path)
  const page = render(RouterView, { global: { plugins: [router] } })
  return { ...page, router, user: userEvent.setup() }
}

/** Shows one component, with a router that knows no page. */
export function renderOne(component: Component, options: Record<string, unknown> = {}) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:any(.*)*', component: {} }] })
  return { ...render(component, { ...options, global: { plugins: [router] } }), user: userEvent.setup() }
}

/** Rules that axe finds broken; colours and layout do not exist in jsdom. */
export async function violations({ container }: Pick<RenderResult, 'container'>): Promise<string[]> {
  const { violations: found } = await axe.run(container, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // jsdom loads no frames.
    iframes: false,
    rules: { 'color-contrast': { enabled: false } },
  })
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}
