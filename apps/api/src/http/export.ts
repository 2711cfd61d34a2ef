import { EXPORT_PERMISSIONS } from '@mailroom/core'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/database.js'
import { exportOrganisation } from '../features/organisation/export.js'
import type { Downloads } from './downloads.js'

/**
 * `GET /export/<slug>`: everything of an organisation at one moment as a JSON file, for members who may see all of it and manage it;
 * operators as members only (R-ORG-5). Errors are those of GraphQL.
 */
export function serveExport(server: FastifyInstance, downloads: Downloads, database: Database): void {
  server.get<{ Params: { slug: string } }>('/export/:slug', async (request, reply) => {
    const { caller, organisation } = await downloads.begin(request, reply)
    const scopes = EXPORT_PERMISSIONS.map((permission) => caller.enter(organisation.id, permission))
    const { rows, end } = await database.snapshot(scopes[0]!)
    const text = downloads.paid(caller, organisation.id, exportOrganisation(database, rows))
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${organisation.slug}.json"`)
      .send(text.once('close', () => void end()))
  })
}
