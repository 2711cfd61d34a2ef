import { error } from '@mailroom/core'
import type { Application } from './application.js'
import type { EntryChange } from './change-order.js'
import type { DomainFields } from './configuration.ports.js'

/** Makes or changes a domain; its name and type are for ever (R-DOM-3). */
export async function applyDomain(application: Application, change: EntryChange): Promise<void> {
  const { uow, ids, writers, materials } = application
  const { name, action, before, after } = change
  const isOtherType = before !== null && before['type'] !== after?.['type']
  if (isOtherType) return application.refuse(error('INVALID', ['domains', name, 'type']))
  await application.attempt(change, async () => {
    const fields = fieldsOf(change, application)
    if (action === 'UPDATE')
      return writers.domains.update(uow, { ...fields, ...(await application.seen('domains', name)) }, materials.keys)
    const made = await writers.domains.create(uow, { ...fields, organizationId: uow.organisationId }, materials.keys)
    if (made.entity) ids.add('domains', name, made.entity.id)
    return made
  })
}

/** Under SMTP a MAIL FROM that is stored rests: what the file does not say is not said (R-DOM-8). */
function fieldsOf({ name, after }: EntryChange, { idOf }: Application): DomainFields {
  const { type, sender, smtpServer, serverSigns, reception, mailFromDomain } = after as unknown as Partial<
    Pick<DomainFields, 'type' | 'sender' | 'serverSigns' | 'reception'>
  > & { readonly smtpServer?: string; readonly mailFromDomain?: string }
  const isResting = sender === 'SMTP' && mailFromDomain === undefined
  return {
    ...{ name, type: type ?? 'CUSTOM', sender: sender ?? 'PLATFORM', reception: reception ?? 'MX' },
    smtpServerId: smtpServer === undefined ? null : idOf('smtpServers', smtpServer),
    serverSigns: serverSigns ?? false,
    ...(isResting ? {} : { mailFromDomain: mailFromDomain ?? null }),
  }
}
