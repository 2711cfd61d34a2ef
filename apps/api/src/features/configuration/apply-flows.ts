import { isSameValue, type ConfigurationEntry } from '@mailroom/core'
import type { Application } from './application.js'
import type { EntryChange } from './change-order.js'
import { definitionDraft } from './to-ids.js'

/** Makes or changes a flow, and publishes what the file says is published, which may be another than the draft (R-FLO-4). */
export async function applyFlow(application: Application, change: EntryChange): Promise<void> {
  const { after, before, name } = change
  const draft = definitionOf(after, 'draft')
  const live = liveOf(after)
  if (draft === null) return
  let stored = definitionOf(before, 'draft')
  const isRenamed = change.formerName !== undefined
  const put = async (definition: ConfigurationEntry, part: 'draft' | 'published') => {
    await application.attempt(change, () => write(application, name, stored === null, definition), [part])
    stored = definition
  }
  if (live !== null && !isSameValue(live, liveOf(before) ?? undefined)) {
    const part = after?.['published'] === true ? 'draft' : 'published'
    if (isRenamed || !isSameValue(live, stored ?? undefined)) await put(live, part)
    await application.attempt(change, () => publish(application, name), [part])
    if (!isSameValue(draft, live)) await put(draft, 'draft')
  } else if (isRenamed || !isSameValue(draft, stored ?? undefined)) await put(draft, 'draft')
}

/** After nothing leads to it any more. */
export async function unpublishWhereAsked(application: Application, change: EntryChange): Promise<void> {
  if (liveOf(change.before) === null || liveOf(change.after) !== null) return
  const { uow, writers } = application
  await application.attempt(change, async () =>
    writers.flows.unpublish(uow, await application.seen('flows', change.name)),
  )
}

/** Whether a change publishes a flow, or takes back what is published: that needs a permission of its own. */
export function touchesPublished({ before, after }: EntryChange): boolean {
  return after !== null && !isSameValue(liveOf(before) ?? undefined, liveOf(after) ?? undefined)
}

async function write(application: Application, name: string, isNew: boolean, entry: ConfigurationEntry) {
  const { uow, ids, writers, idOf } = application
  const fields = { name, definition: definitionDraft(entry, idOf) }
  if (!isNew) return writers.flows.update(uow, { ...fields, ...(await application.seen('flows', name)) })
  const made = await writers.flows.create(uow, { ...fields, organizationId: uow.organisationId })
  if (made.entity) ids.add('flows', name, made.entity.id)
  return made
}

async function publish(application: Application, name: string) {
  return application.writers.flows.publish(application.uow, await application.seen('flows', name))
}

function definitionOf(entry: ConfigurationEntry | null, key: string): ConfigurationEntry | null {
  const value = entry?.[key]
  return typeof value === 'object' ? (value as ConfigurationEntry) : null
}

/** What is published, or null. */
function liveOf(entry: ConfigurationEntry | null): ConfigurationEntry | null {
  return definitionOf(entry, entry?.['published'] === true ? 'draft' : 'published')
}
