import type { RecordKey } from '@mailroom/core'
import { getMetadataArgsStorage } from 'typeorm'
import { typeOfTable } from './audit-fields.js'
import { DERIVED, UNAUDITED } from '../../database/audit.js'
import { OrganisationEntity } from '../organisation/organisation.entity.js'
import { TENANT_ENTITIES } from '../../database/entities.js'

/** What an audit entry tells of a thing beside its row's columns, by table. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  address: ['skillIds'],
  member: ['skills', 'languages', 'initialPassword'],
  queue: ['memberIds'],
}

/** States of records, which checks of a domain tell of. */
const RECORDS: Readonly<Record<RecordKey, true>> = {
  ...{ OWNERSHIP: true, MX: true, 'DKIM:mr1': true, 'DKIM:mr2': true },
  ...{ MAIL_FROM_MX: true, MAIL_FROM_SPF: true, SPF: true, DMARC: true },
}
const OF_CHECKS = [...Object.keys(RECORDS), 'dkimSelector', 'dkimRotationRequestedAt', 'subdomainVerifiedElsewhere']

/** Every field that the audit log can tell of, by the API's type of the thing, with the kind of its column. */
export function auditedFields(): Record<string, Record<string, string>> {
  const { tables, columns } = getMetadataArgsStorage()
  const entities = [OrganisationEntity, ...TENANT_ENTITIES] as readonly (new () => object)[]
  const found = entities.map((entity) => {
    const table = tables.find(({ target }) => target === entity)?.name ?? ''
    const own = columns.filter(({ target }) => target === entity || entity.prototype instanceof (target as never))
    return { table, own, isThing: own.some(({ propertyName }) => propertyName === 'id') && !UNAUDITED.has(table) }
  })
  const things = found.filter(({ isThing }) => isThing)
  return Object.fromEntries(
    things.map(({ table, own }) => {
      const shown = own.filter(({ propertyName }) => !DERIVED.has(propertyName))
      const kinds = shown.map(({ propertyName, options }) => [propertyName, String(options.type)])
      const beside = [...(BESIDE[table] ?? []), ...(table === 'domain' ? OF_CHECKS : [])]
      return [typeOfTable(table), Object.fromEntries([...kinds, ...beside.map((field) => [field, 'beside'])])]
    }),
  )
}
