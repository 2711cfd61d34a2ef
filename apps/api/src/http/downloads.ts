import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../auth/caller.js'
import type { CostBudget } from '../auth/cost-budget.js'
import type { OrganisationsBySlug } from '../features/organisation/organisations-by-slug.js'
import { notFound } from '../graphql/errors.js'
import type { RequestContexts } from './request-context.js'

/** What a download costs before it begins: that of a page of a list. */
const START = 1_000

type Request = FastifyRequest<{ Params: { slug: string } }>

/** Files of an organisation: who asks for one, and what it costs them (security T9). */
export class Downloads {
  constructor(
    private readonly contexts: RequestContexts,
    private readonly bySlug: OrganisationsBySlug,
    private readonly budget: CostBudget,
  ) {}

  /** The caller and the organisation of the path, which is not entered yet. NOT_FOUND, or RATE_LIMITED. */
  async begin(request: Request, reply: FastifyReply) {
    const { caller } = await this.contexts.ofRequest(request, reply)
    const principal = caller.required()
    this.budget.charge(caller, START)
    const organisation = await this.bySlug.find(request.params.slug, principal)
    if (!organisation) throw notFound()
    return { caller, organisation }
  }

  /** What is sent: each piece is paid for as it is written. */
  paid(caller: Caller, organisationId: string, pieces: AsyncIterable<string> | Iterable<string>): Readable {
    async function* metered() {
      for await (const piece of pieces) {
        caller.meter.text(organisationId, piece)
        yield piece
      }
    }
    return Readable.from(metered())
  }
}
