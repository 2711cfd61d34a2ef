import type { ConfigurationChange, ConfigurationSection, Permission } from '@mailroom/core'
import { touchesPublished } from './apply-flows.js'
import type { EntryChange } from './change-order.js'

type Section = ConfigurationSection | 'settings'

/** What lets somebody see a section, any of them; addresses hold hidden recipients (R-OUT-2). Absent: every member. */
const SEEN_BY: Partial<Record<Section, readonly Permission[]>> = {
  smtpServers: ['routing:email:view', 'smtp:manage'],
  domains: ['routing:email:view'],
  queues: ['routing:queue:view'],
  cannedResponses: ['responses:view'],
  flows: ['flow:view'],
  addresses: ['routing:email:manage'],
}

const CHANGED_BY: Readonly<Record<Section, Permission>> = {
  settings: 'organization:manage',
  smtpServers: 'smtp:manage',
  domains: 'routing:email:manage',
  skills: 'routing:skill:manage',
  languages: 'routing:skill:manage',
  queues: 'routing:queue:manage',
  cannedResponses: 'responses:manage',
  flows: 'flow:manage',
  addresses: 'routing:email:manage',
}

/** The permission that is missing to see the section; null: none. */
export function missingToSee(section: Section, may: (permission: Permission) => boolean): Permission | null {
  const any = SEEN_BY[section] ?? []
  return any.length === 0 || any.some(may) ? null : any[0]!
}

/** Whether there is anything that a file of theirs could change: no other file is read. */
export function mayChangeAny(may: (permission: Permission) => boolean): boolean {
  return Object.values(CHANGED_BY).some(may)
}

/** What the single writes of these changes need. */
export function permissionsFor(changes: readonly ConfigurationChange[]): ReadonlySet<Permission> {
  const permissions = new Set(changes.map(({ section }) => CHANGED_BY[section]))
  const flows = changes.filter((change): change is EntryChange => change.section === 'flows')
  if (flows.some(touchesPublished)) permissions.add('flow:publish')
  return permissions
}
