import {
  parseAddress,
  type AddressSettings,
  type InboundDecision,
  type InboundMail,
  type Platform,
  type Problem,
} from '@mailroom/core'
import { renderProblem, type Locale } from '@mailroom/messages'
import type { Clock } from '../../adapters/clock.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { Busy, BUSY_SECONDS } from '../../adapters/threads/threads.js'
import { ApiError, badInput, notFound, rateLimited } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import { loadAddressFacts } from '../address/address-facts.read-model.js'
import { loadAddresses } from '../address/address.read-model.js'
import { loadAllDomains } from '../domain/domain.read-model.js'
import { loadOrganisations } from '../organisation/organisation.read-model.js'
import { decideWithRows, type Overrides } from './inbound-facts.js'
import type { AddressOverrideInput, InboundMessageInput } from './inbound.input.js'
import { UnreadableMail, type MailSource, type MessageReader } from './message-reader.js'

/** Settings of so many addresses may be tried at once. */
const MOST_OVERRIDES = 20

/** A mail and what was decided about it. */
export interface Simulation {
  readonly mail: InboundMail
  readonly decision: InboundDecision
}

/** Decides about mails that nobody has sent. */
export class InboundService {
  constructor(
    private readonly reader: Pick<MessageReader, 'read'>,
    private readonly platform: Pick<Platform, 'root'>,
    private readonly clock: Clock,
  ) {}

  /** The decision by what is stored, and by the overrides, with the mail as it was read; nothing is written. */
  async simulate(rows: TenantRows, input: InboundMessageInput, locale: Locale): Promise<Simulation> {
    const [organisation] = await loadOrganisations(rows, [rows.organisationId])
    if (!organisation) throw notFound()
    const overrides = await loadOverrides(rows, input.overrides ?? [], organisation.limits.bccPerAddress, locale)
    const mail = await this.#toMail(input, locale)
    const domains = await loadAllDomains(rows)
    return { mail, decision: await decideWithRows(rows, organisation, domains, overrides, this.platform.root, mail) }
  }

  async #toMail(input: InboundMessageInput, locale: Locale): Promise<InboundMail> {
    if (input.sizeBytes != null && input.sizeBytes < 0) throw badInput('sizeBytes must not be negative')
    const message = await this.#read(sourceOf(input), locale)
    return {
      message: { ...message, sizeBytes: input.sizeBytes ?? message.sizeBytes },
      envelopeFrom: input.envelopeFrom ?? undefined,
      envelopeTo: input.envelopeTo ?? [],
      spam: input.spam ?? 'PASS',
      virus: input.virus ?? 'PASS',
      receivedAt: input.receivedAt?.getTime() ?? this.clock.now(),
      threads: (input.threads ?? []).map((thread) => ({
        messageIds: thread.messageIds.map(bracketed),
        subject: thread.subject ?? null,
        open: thread.open,
        disconnectedAt: thread.disconnectedAt?.getTime() ?? null,
        queueId: thread.queueId ?? null,
      })),
      autoRepliedAt: Object.fromEntries(
        (input.autoReplied ?? []).map(({ addressId, at }) => [addressId, at.getTime()]),
      ),
    }
  }

  async #read(source: MailSource, locale: Locale) {
    try {
      return await this.reader.read(source)
    } catch (reason) {
      if (reason instanceof Busy) throw rateLimited(BUSY_SECONDS)
      if (reason instanceof UnreadableMail) throw unreadable(reason.problem, locale)
      throw reason
    }
  }
}

/** BAD_USER_INPUT in the caller's language, which names the limit. */
function unreadable(problem: Problem, locale: Locale): ApiError {
  const { code, params } = problem
  return new ApiError('BAD_USER_INPUT', renderProblem(problem, locale), { problem: { code, params } })
}

/** A message id as headers have it. */
function bracketed(id: string): string {
  return `<${id.trim().replace(/^<|>$/g, '')}>`
}

function sourceOf({ raw, from, to, cc, subject, text, headers }: InboundMessageInput): MailSource {
  if (raw == null)
    return { fields: { from, to, cc, subject, text, headers: headers?.map(({ name, value }) => ({ name, value })) } }
  if ([from, to, cc, subject, text, headers].some((field) => field != null))
    throw badInput('raw comes instead of from, to, cc, subject, text and headers, not beside them')
  return { raw }
}

/** Unsaved settings, parsed as a write of them would be; what such a write refuses is BAD_USER_INPUT here. */
async function loadOverrides(
  rows: TenantRows,
  inputs: readonly AddressOverrideInput[],
  bccLimit: number,
  locale: Locale,
): Promise<Overrides> {
  if (inputs.length > MOST_OVERRIDES) throw badInput(`overrides: at most ${MOST_OVERRIDES}`)
  const ids = inputs.map(({ addressId }) => addressId)
  const stored = new Map((await loadAddresses(rows, ids)).map((row) => [row.id, row]))
  const overrides = new Map<string, AddressSettings>()
  for (const [index, { addressId, settings }] of inputs.entries()) {
    const current = stored.get(addressId)
    if (!current) throw notFound()
    const facts = await loadAddressFacts(rows, settings, current.settings)
    const self = { id: addressId, address: current.address }
    const result = parseAddress(settings, current.settings, { ...facts, self, bccLimit })
    if (result.ok) overrides.set(addressId, result.value)
    else refuseInput(result.problems, locale, ['overrides', String(index)])
  }
  return overrides
}
