import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '../../database/database.js'
import { badInput } from '../../graphql/errors.js'
import type { Downloads } from '../../http/downloads.js'
import { exportAddresses, type ExportChoice } from './export-addresses.js'

/** Spreadsheets read the file as UTF-8 by it; an import ignores it. */
const BYTE_ORDER_MARK = '\u{feff}'
const FILTERS = ['search', 'domainId', 'queueId', 'flowId', 'hasProblems'] as const

/** `/o/<slug>/addresses.csv`: the addresses of the list with the same filter as a file, with routing:email:view. */
export function addAddressDownload(server: FastifyInstance, downloads: Downloads, database: Database): void {
  server.get<{ Params: { slug: string } }>('/o/:slug/addresses.csv', async (request, reply) => {
    const { caller, organisation } = await downloads.begin(request, reply)
    const scope = caller.enter(organisation.id, 'routing:email:view')
    const seesBcc = caller.may(organisation.id, 'routing:email:manage')
    const text = textOf(exportAddresses(database.read(scope), choiceOf(request), seesBcc))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="addresses-${organisation.slug}.csv"`)
      .header('cache-control', 'no-store')
      .send(downloads.paid(caller, organisation.id, text))
  })
}

async function* textOf(parts: AsyncIterable<{ readonly text: string }>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK
  for await (const { text } of parts) if (text !== '') yield text
}

function choiceOf({ query }: FastifyRequest): ExportChoice {
  const given = new Map(Object.entries(query as Record<string, unknown>))
  const wrong = [...given].find(([name, value]) => !FILTERS.includes(name as never) || typeof value !== 'string')
  if (wrong) throw badInput(`${wrong[0]} is no filter of addresses`)
  const text = (name: (typeof FILTERS)[number]) => (given.get(name) as string | undefined) ?? null
  const hasProblems = text('hasProblems')
  if (hasProblems !== null && !['true', 'false'].includes(hasProblems))
    throw badInput('hasProblems must be true or false')
  return {
    search: text('search'),
    filter: {
      domainId: text('domainId'),
      queueId: text('queueId'),
      flowId: text('flowId'),
      hasProblems: hasProblems === null ? null : hasProblems === 'true',
    },
  }
}
