import type { Permission } from '@mailroom/core'
import type { IconName } from '@/shared/ui'

interface Item {
  /** Name of the route, and of the `section` of the pages below it. */
  readonly route: string
  readonly text: string
  readonly icon: IconName
  readonly permission?: Permission
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
      { route: 'domains', text: 'nav.domains', icon: 'globe', permission: email },
      { route: 'addresses', text: 'nav.addresses', icon: 'at', permission: email },
      { route: 'smtp-servers', text: 'nav.smtpServers', icon: 'mail', permission: email },
      { route: 'simulator', text: 'nav.simulator', icon: 'play', permission: email },
    ],
  },
  {
    text: 'nav.routing',
    items: [
      { route: 'queues', text: 'nav.queues', icon: 'queue', permission: 'routing:queue:view' },
      { route: 'flows', text: 'nav.flows', icon: 'flow', permission: 'flow:view' },
      { route: 'skills', text: 'nav.skills', icon: 'skill' },
      { route: 'languages', text: 'nav.languages', icon: 'language' },
      { route: 'canned-responses', text: 'nav.cannedResponses', icon: 'response', permission: 'responses:view' },
    ],
  },
  {
    text: 'nav.organisation',
    items: [
      { route: 'api-keys', text: 'nav.apiKeys', icon: 'key', permission: 'apiKey:manage' },
      { route: 'audit-log', text: 'nav.auditLog', icon: 'clock', permission: 'audit:view' },
      { route: 'deleted', text: 'nav.deleted', icon: 'trash' },
      { route: 'settings', text: 'nav.settings', icon: 'settings' },
    ],
  },
]
