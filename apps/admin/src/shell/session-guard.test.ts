import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { signIn } from '@/shared/api'
import { answerWith } from '../../test/render'
import { guardSession } from './session-guard'

const component = {}

async function goTo(path: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component, meta: { public: true } },
      { path: '/o/:org/domains', name: 'domains', component, meta: { permission: 'routing:email:view' } },
      { path: '/o/:org/queues', name: 'queues', component, meta: { permission: 'routing:queue:view' } },
      {
        path: '/o/:org/queues/:id',
        name: 'queue',
        component,
        meta: { permission: 'routing:queue:view', create: 'routing:skill:manage' },
      },
      { path: '/admin/organisations', name: 'operator', component, meta: { operator: true } },
      { path: '/:path(.*)*', name: 'not-found', component, meta: { public: true } },
    ],
  })
  router.beforeEach(guardSession)
  await router.push(path)
  return router.currentRoute.value
}

describe('guardSession', () => {
  it('leads who is not signed in to the sign-in page, and back afterwards', async () => {
    answerWith({ Viewer: () => ({ data: { viewer: null } }) })
    expect(await goTo('/o/acme/domains?q=a')).toMatchObject({ name: 'sign-in', query: { next: '/o/acme/domains?q=a' } })
    expect(await goTo('/o/acme/domains?q=a#mail=x'), 'fragments stay out of what servers see').toMatchObject({
      ...{ name: 'sign-in', query: { next: '/o/acme/domains?q=a' }, hash: '#mail=x' },
    })
  })

  it('has no page of another organisation and none that the role may not see, and keeps the URL', async () => {
    const membership = {
      __typename: 'Membership',
      permissions: ['routing:queue:manage'],
      role: { __typename: 'Role', id: 'r', name: 'Agent', builtInKey: 'AGENT' },
      organization: {
        __typename: 'Organization',
        id: 'o',
        slug: 'acme',
        name: 'Acme',
        edition: 'CX_3',
        suspendedAt: null,
      },
    }
    const user = { __typename: 'User', id: 'u', email: 'a@b.org', name: 'A', locale: 'en', operator: false }
    const viewer = { __typename: 'Viewer', user, memberships: [membership] }
    answerWith({ SignIn: () => ({ data: { signIn: { __typename: 'SignInPayload', viewer, problems: [] } } }) })
    await signIn({ email: 'a@b.org', password: 'x' })
    expect((await goTo('/o/acme/queues')).name).toBe('queues')
    expect((await goTo('/o/acme/queues/que_1')).name).toBe('queue')
    expect(await goTo('/o/acme/queues/new')).toMatchObject({ name: 'not-found', path: '/o/acme/queues/new' })
    expect(await goTo('/o/_/queues?search=a'), 'the organisation that was used last').toMatchObject({
      ...{ name: 'queues', fullPath: '/o/acme/queues?search=a' },
    })
    expect(await goTo('/o/_/domains')).toMatchObject({ name: 'not-found', path: '/o/acme/domains' })
    expect(await goTo('/o/acme/domains')).toMatchObject({ name: 'not-found', path: '/o/acme/domains' })
    expect(await goTo('/o/other/queues')).toMatchObject({ name: 'not-found', path: '/o/other/queues' })
  })

  it('leads from a former slug to the same page, for those alone whose organisation it was (R-ORG-3)', async () => {
    const organization = (slug: string) => ({
      ...{ __typename: 'Organization', id: 'o', slug, name: 'Acme', edition: 'CX_3', suspendedAt: null },
    })
    const viewerOf = (slug: string) => ({
      __typename: 'Viewer',
      user: { __typename: 'User', id: 'u', email: 'a@b.org', name: 'A', locale: 'en', operator: true },
      memberships: [
        {
          __typename: 'Membership',
          permissions: ['routing:queue:view'],
          role: { __typename: 'Role', id: 'r', name: 'Agent' },
          organization: organization(slug),
        },
      ],
    })
    const found: Record<string, object | null> = {
      'old-acme': { __typename: 'Organization', id: 'o', slug: 'acme' },
      foreign: { __typename: 'Organization', id: 'other', slug: 'foreign' },
      newest: { __typename: 'Organization', id: 'o', slug: 'newest' },
    }
    let present = 'acme'
    const asked = answerWith({
      SignIn: () => ({
        data: { signIn: { __typename: 'SignInPayload', viewer: viewerOf(present), problems: [] } },
      }),
      Viewer: () => ({ data: { viewer: viewerOf(present) } }),
      PresentSlug: ({ slug }) => ({ data: { organization: found[String(slug)] ?? null } }),
    })
    await signIn({ email: 'a@b.org', password: 'x' })
    expect((await goTo('/o/old-acme/queues?search=a&after=b#c')).fullPath).toBe('/o/acme/queues?search=a&after=b#c')
    expect((await goTo('/o/old-acme/queues/que_1')).fullPath).toBe('/o/acme/queues/que_1')
    expect(await goTo('/o/old-acme/domains'), 'not what the role may not see').toMatchObject({
      ...{ name: 'not-found', path: '/o/acme/domains' },
    })
    for (const slug of ['foreign', 'unknown'])
      expect(await goTo(`/o/${slug}/queues`), slug).toMatchObject({ name: 'not-found', path: `/o/${slug}/queues` })
    asked.length = 0
    await goTo('/o/acme/domains')
    expect(asked, 'a slug that is known is not asked about').toEqual([])
    present = 'newest'
    expect(await goTo('/o/newest/queues'), 'renamed since the console was opened').toMatchObject({
      ...{ name: 'queues', fullPath: '/o/newest/queues' },
    })
  })

  it('has the pages of operators for operators alone, and of a suspended organisation one that says so', async () => {
    const organization = { __typename: 'Organization', id: 'o', slug: 'acme', name: 'Acme', edition: 'CX_3' }
    const membership = {
      __typename: 'Membership',
      permissions: [],
      role: { __typename: 'Role', id: 'r', name: 'Owner', builtInKey: 'OWNER' },
      organization: { ...organization, suspendedAt: '2026-06-01T12:00:00.000Z' },
    }
    const enter = async (operator: boolean) => {
      const user = { __typename: 'User', id: 'u', email: 'a@b.org', name: 'A', locale: 'en', operator }
      const viewer = { __typename: 'Viewer', user, memberships: [membership] }
      answerWith({ SignIn: () => ({ data: { signIn: { __typename: 'SignInPayload', viewer, problems: [] } } }) })
      await signIn({ email: 'a@b.org', password: 'x' })
    }
    await enter(false)
    expect((await goTo('/admin/organisations')).name).toBe('not-found')
    expect((await goTo('/o/acme/queues')).name, 'the frame says why').toBe('queues')
    await enter(true)
    expect((await goTo('/admin/organisations')).name).toBe('operator')
  })
})
