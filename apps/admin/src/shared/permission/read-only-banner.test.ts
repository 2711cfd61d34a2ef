import { screen } from '@testing-library/vue'
import { beforeEach, expect, it } from 'vitest'
import { entity, organisation, page, signedIn } from '../../../test/samples'
import { renderAt } from '../../../test/render'
import { client } from '@/shared/api'
import ReadOnlyBanner from './ReadOnlyBanner.vue'

const component = { components: { ReadOnlyBanner }, template: '<ReadOnlyBanner permission="flow:manage" />' }
const role = (id: string, permissions: string[]) => entity('Role', { id, permissions })
const member = (name: string) => entity('Member', { id: name, user: entity('User', { id: name, name }) })

async function open(permissions: string[], people: Record<string, string[]> = {}) {
  const asked = await signedIn(
    {
      RolesThatMay: () => ({
        data: {
          organization: organisation({
            roles: [
              role('owner', ['flow:manage', 'routing:email:manage', 'audit:view']),
              role('flows', ['flow:manage']),
              role('more', ['flow:manage', 'flow:publish']),
              role('viewer', ['flow:view']),
            ],
          }),
        },
      }),
      MembersWithRole: ({ role: of }) => ({
        data: { organization: organisation({ members: page('Member', (people[String(of)] ?? []).map(member)) }) },
      }),
    },
    permissions,
  )
  await renderAt('/o/acme/x', [{ path: '/o/:org/x', component }])
  return asked
}

beforeEach(() => client.clearStore())

it('names those who may, of the smallest role that somebody has', async () => {
  const asked = await open(['flow:view', 'directory:user:view'], { owner: ['Ada Martin', 'Ben Roth'] })
  expect(await screen.findByText('Ask Ada Martin or Ben Roth.')).toBeTruthy()
  expect(asked.filter(({ name }) => name === 'MembersWithRole').map(({ variables }) => variables['role'])).toEqual([
    'flows',
    'owner',
  ])
})

it('names nobody to somebody who may not see the members, and asks nothing', async () => {
  const asked = await open(['flow:view'])
  expect(await screen.findByText(/Ask an administrator/)).toBeTruthy()
  expect(asked.map(({ name }) => name)).toEqual(['Viewer'])
})
