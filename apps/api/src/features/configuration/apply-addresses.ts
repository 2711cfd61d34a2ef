import { domainIdentityOf, identityOf, type ConfigurationChange } from '@mailroom/core'
import type { Application } from './application.js'
import { afterTheirFrom, changesOf, fromOf, type EntryChange } from './change-order.js'
import { addressDraft } from './to-ids.js'

/** Makes and changes addresses, each after its From address; one in a circle gets its From at the end (R-ADR-6). */
export async function applyAddresses(application: Application, changes: readonly EntryChange[]): Promise<void> {
  const pending = new Set(changes.filter(({ action }) => action === 'CREATE').map(identity))
  const late: EntryChange[] = []
  for (const change of afterTheirFrom(changes, ({ after }) => fromOf(after))) {
    const from = fromOf(change.after)
    const isAhead = from !== undefined && from !== identity(change) && pending.has(from)
    if (isAhead) late.push(change)
    await write(application, change, isAhead)
    pending.delete(identity(change))
  }
  for (const change of late) {
    const from = String(change.after?.['fromAddress'])
    await application.attempt(change, async () => {
      const settings = { fromAddressId: application.idOf('addresses', from) }
      const seen = await application.seen('addresses', change.name)
      return application.writers.addresses.update(application.uow, { ...seen, settings })
    })
  }
}

async function write(application: Application, change: EntryChange, withoutFrom: boolean): Promise<void> {
  const { uow, ids, writers, idOf } = application
  const { name, action, after } = change
  const { fromAddress, ...own } = after ?? {}
  const isOwnFrom = typeof fromAddress === 'string' && identityOf('addresses', fromAddress) === identity(change)
  const entry = withoutFrom || isOwnFrom || fromAddress === undefined ? own : { ...own, fromAddress }
  const localPart = name.slice(0, Math.max(0, name.lastIndexOf('@')))
  await application.attempt(change, async () => {
    const settings = addressDraft(entry, idOf)
    if (action === 'UPDATE') {
      const seen = await application.seen('addresses', name)
      return writers.addresses.update(uow, { ...seen, localPart, settings })
    }
    const domainId = idOf('domains', domainIdentityOf(name))
    const made = await writers.addresses.create(uow, { domainId, localPart, settings })
    if (made.entity) ids.add('addresses', name, made.entity.id)
    return made
  })
}

/** Deletes addresses; those that are sent as one of them let go of it first, where they do not go before it (R-ADR-10). */
export async function deleteAddresses(
  application: Application,
  changes: readonly ConfigurationChange[],
): Promise<void> {
  const deleted = changesOf(changes, 'addresses', 'DELETE')
  const gone = new Set(deleted.map(identity))
  const survivors = changesOf(changes, 'addresses', 'UPDATE')
  for (const change of survivors) if (gone.has(fromOf(change.before) ?? '')) await release(application, change)
  const waiting = new Set(deleted)
  for (const change of afterTheirFrom(deleted, ({ before }) => fromOf(before)).reverse()) {
    waiting.delete(change)
    for (const user of waiting) if (fromOf(user.before) === identity(change)) await release(application, user)
    await application.remove(change)
  }
}

async function release(application: Application, change: EntryChange): Promise<void> {
  const { uow, writers } = application
  await application.attempt(change, async () => {
    const seen = await application.seen('addresses', change.name)
    return writers.addresses.update(uow, { ...seen, settings: { fromAddressId: null } })
  })
}

function identity({ name }: Pick<ConfigurationChange, 'name'>): string {
  return identityOf('addresses', name)
}
