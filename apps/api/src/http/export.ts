import { Readable } from 'node:stream'
import { EXPORT_PERMISSIONS } from '@mailroom/core'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/database.js'
import { exportOrganisation } from '../features/organisation/export.js'
import type { OrganisationsBySlug } from '../features/organisation/organisations-by-slug.js'
import { notFound } from '../graphql/errors.js'
import type { RequestContexts } from './request-context.js'

/**
 * `GET /export/<slug>`: everything of an organisation at one moment as a JSON file, for members who may see all of it and manage it;
 * operators as members only (R-ORG-5). Errors are those of GraphQL.
 */
export function serveExport(
  server: FastifyInstance,
  contexts: RequestContexts,
  database: Database,
  bySlug: OrganisationsBySlug,
): void {
  server.get<{ Params: { slug: string } }>('/export/:slug', async (request, reply) => {
    const { caller } = await contexts.ofRequest(request, reply)
    const found = await bySlug.find(request.params.slug, caller.required())
    if (!found) throw notFound()
    const scopes = EXPORT_PERMISSIONS.map((permission) => caller.enter(found.id, permission))
    const { rows, end } = await database.snapshot(scopes[0]!)
    const pieces = Readable.from(exportOrganisation(database, rows)).once('close', () => void end())
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${found.slug}.json"`)
      .send(pieces)
  })
}
