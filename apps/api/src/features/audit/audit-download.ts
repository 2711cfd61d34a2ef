import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '../../database/database.js'
import { badInput } from '../../graphql/errors.js'
import type { Downloads } from '../../http/downloads.js'
import { exportAuditLog, type AuditExportFormat, type AuditFilter } from './audit-export.js'

const TYPES: Readonly<Record<AuditExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
}
const TEXTS = ['entityId', 'entityType', 'action', 'actor'] as const
const TIMES = ['from', 'to'] as const

/** `/o/<slug>/audit-log.csv` and `.json`: the audit log as a file, filtered as the field auditLog is, with audit:view. */
export function addAuditDownload(server: FastifyInstance, downloads: Downloads, database: Database): void {
  for (const format of ['csv', 'json'] as const) {
    server.get<{ Params: { slug: string } }>(`/o/:slug/audit-log.${format}`, async (request, reply) => {
      const { caller, organisation } = await downloads.begin(request, reply)
      const scope = caller.enter(organisation.id, 'audit:view')
      const seesHidden = caller.may(organisation.id, 'routing:email:manage')
      const text = exportAuditLog(database.read(scope), filterOf(request), seesHidden, format)
      return reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="audit-log-${organisation.slug}.${format}"`)
        .header('cache-control', 'no-store')
        .send(downloads.paid(caller, organisation.id, text))
    })
  }
}

function filterOf({ query }: FastifyRequest): AuditFilter {
  const given = new Map(Object.entries(query as Record<string, unknown>))
  const unknown = [...given].find(([name, value]) => ![...TEXTS, ...TIMES].includes(name as never) || !isText(value))
  if (unknown) throw badInput(`${unknown[0]} is no filter of the audit log`)
  const texts = TEXTS.map((name) => [name, given.get(name) ?? null])
  const times = TIMES.map((name) => [name, given.has(name) ? timeOf(name, String(given.get(name))) : null])
  return Object.fromEntries([...texts, ...times]) as AuditFilter
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('\0')
}

function timeOf(name: string, text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw badInput(`${name} must be a time as in ISO 8601`)
  return time
}
