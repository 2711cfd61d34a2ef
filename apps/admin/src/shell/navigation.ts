import { isAllowed, type Permission } from '@mailroom/core'
import type { IconName } from '@/shared/ui'

interface Item {
  /** Name of the route, and of the `section` of the pages below it. */
  readonly route: string
  readonly text: string
  readonly icon: IconName
  readonly permission?: Permission
  /** What changes anything there; absent: nothing does. */
  readonly manage?: Permission
}

interface Group {
  readonly text: string | null
  readonly items: readonly Item[]
}

const email: Permission = 'routing:email:view'

/** What the console offers, in the order of the work. Items without the permission are not there. */
export const NAVIGATION: readonly Group[] = [
  { text: null, items: [{ route: 'overview', text: 'nav.overview', icon: 'home' }] },
  {
    text: 'nav.email',
    items: [
      { route: 'domains', text: 'nav.domains', icon: 'globe', permission: email, manage: 'routing:email:manage' },
      { route: 'addresses', text: 'nav.addresses', icon: 'at', permission: email, manage: 'routing:email:manage' },
      { route: 'smtp-servers', text: 'nav.smtpServers', icon: 'mail', permission: email, manage: 'smtp:manage' },
      { route: 'simulator', text: 'nav.simulator', icon: 'play', permission: email },
    ],
  },
  {
    text: 'nav.routing',
    items: [
      {
        route: 'queues',
        text: 'nav.queues',
        icon: 'queue',
        permission: 'routing:queue:view',
        manage: 'routing:queue:manage',
      },
      { route: 'flows', text: 'nav.flows', icon: 'flow', permission: 'flow:view', manage: 'flow:manage' },
      { route: 'skills', text: 'nav.skills', icon: 'skill', manage: 'routing:skill:manage' },
      { route: 'languages', text: 'nav.languages', icon: 'language', manage: 'routing:skill:manage' },
      {
        route: 'canned-responses',
        text: 'nav.cannedResponses',
        icon: 'response',
        permission: 'responses:view',
        manage: 'responses:manage',
      },
    ],
  },
  {
    text: 'nav.organisation',
    items: [
      {
        route: 'people',
        text: 'nav.people',
        icon: 'user',
        permission: 'directory:user:view',
        manage: 'directory:user:manage',
      },
      {
        route: 'roles',
        text: 'nav.roles',
        icon: 'role',
        permission: 'authorization:role:manage',
        manage: 'authorization:role:manage',
      },
      { route: 'api-keys', text: 'nav.apiKeys', icon: 'key', permission: 'apiKey:manage', manage: 'apiKey:manage' },
      { route: 'audit-log', text: 'nav.auditLog', icon: 'clock', permission: 'audit:view' },
      { route: 'deleted', text: 'nav.deleted', icon: 'trash' },
      { route: 'settings', text: 'nav.settings', icon: 'settings', manage: 'organization:manage' },
    ],
  },
]

/** What of it somebody with these permissions sees: the console's navigation, and the preview of a role. */
export function navigationFor(granted: ReadonlySet<string>): readonly Group[] {
  const shown = NAVIGATION.map(({ text, items }) => ({
    text,
    items: items.filter(({ permission }) => !permission || isAllowed(granted, permission)),
  }))
  return shown.filter(({ items }) => items.length > 0)
}

/** Key of the text that the navigation has for a page. */
export const textOf = (route: string) =>
  NAVIGATION.flatMap(({ items }) => items).find((item) => item.route === route)?.text
