import {
  parseAddress,
  type AddressDraft,
  type InboundDecision,
  type InboundMail,
  type Platform,
  type Problem,
} from '@mailroom/core'
import { renderProblem, type Locale } from '@mailroom/messages'
import type { Clock } from '../../adapters/clock.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { badInput, notFound } from '../../graphql/errors.js'
import { loadAddresses } from '../address/address.read-model.js'
import { loadAllDomains } from '../domain/domain.read-model.js'
import { loadReferenceFacts } from '../flow/reference-facts.read-model.js'
import { loadOrganisations } from '../organisation/organisation.read-model.js'
import { decideWithRows, type Overrides } from './inbound-facts.js'
import type { AddressOverrideInput, InboundMessageInput } from './inbound.input.js'
import { loadInboundFlows } from './inbound.read-model.js'
import { UnreadableMail, type MailSource, type MessageReader } from './message-reader.js'

/** Decides about mails that nobody has sent. */
export class InboundService {
  constructor(
    private readonly reader: Pick<MessageReader, 'read'>,
    private readonly platform: Pick<Platform, 'root'>,
    private readonly clock: Clock,
  ) {}

  /** The decision by what is stored, and by the overrides; nothing is written. */
  async simulate(rows: TenantRows, input: InboundMessageInput, locale: Locale): Promise<InboundDecision> {
    const overrides = await loadOverrides(rows, input.overrides ?? [], locale)
    const mail = await this.#toMail(input)
    const [organisation] = await loadOrganisations(rows, [rows.organisationId])
    if (!organisation) throw notFound()
    return decideWithRows(rows, organisation, await loadAllDomains(rows), overrides, this.platform.root, mail)
  }

  async #toMail(input: InboundMessageInput): Promise<InboundMail> {
    if (input.sizeBytes != null && input.sizeBytes < 0) throw badInput('sizeBytes must not be negative')
    const message = await this.#read(sourceOf(input))
    return {
      message: { ...message, sizeBytes: input.sizeBytes ?? message.sizeBytes },
      envelopeFrom: input.envelopeFrom ?? undefined,
      envelopeTo: input.envelopeTo ?? [],
      spam: input.spam ?? 'PASS',
      virus: input.virus ?? 'PASS',
      receivedAt: input.receivedAt?.getTime() ?? this.clock.now(),
      threads: (input.threads ?? []).map((thread) => ({
        messageIds: thread.messageIds,
        subject: thread.subject ?? null,
        open: thread.open,
        disconnectedAt: thread.disconnectedAt?.getTime() ?? null,
        queueId: thread.queueId ?? null,
      })),
    }
  }

  async #read(source: MailSource) {
    try {
      return await this.reader.read(source)
    } catch (reason) {
      throw reason instanceof UnreadableMail ? badInput(reason.message) : reason
    }
  }
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
  locale: Locale,
): Promise<Overrides> {
  if (inputs.length === 0) return new Map()
  const stored = await loadAddresses(
    rows,
    inputs.map(({ addressId }) => addressId),
  )
  const facts = await loadFacts(
    rows,
    inputs.map(({ settings }) => settings),
  )
  const parsed = inputs.map(({ addressId, settings }, index) => {
    const current = stored.find(({ id }) => id === addressId)
    if (!current) throw notFound()
    const result = parseAddress(settings, current.settings, facts)
    if (!result.ok) throw badInput(describe(result.problems, `overrides.${index}`, locale))
    return [addressId, result.value] as const
  })
  return new Map(parsed)
}

/** What of queues and flows that routings name is there; the rest does not touch the decision. */
async function loadFacts(rows: TenantRows, drafts: readonly AddressDraft[]) {
  const queues = drafts.flatMap(({ routing }) => routing?.queue ?? [])
  const flowIds = drafts.flatMap(({ routing, spamRouting }) => [routing?.flow?.flowId, spamRouting?.flow?.flowId])
  const { queue, skill, language } = await loadReferenceFacts(rows, {
    queueIds: queues.map(({ queueId }) => queueId),
    skillIds: queues.flatMap(({ skillIds }) => skillIds ?? []),
    languageIds: queues.flatMap(({ languageId }) => languageId ?? []),
    responseIds: [],
  })
  const flows = await loadInboundFlows(
    rows,
    flowIds.filter((id) => id !== undefined),
  )
  const flow = (id: string) => {
    const found = flows.get(id)
    return found && { name: found.name, published: found.published !== null }
  }
  return { queue, skill, language, flow }
}

function describe(problems: readonly Problem[], place: string, locale: Locale): string {
  const errors = problems.filter(({ severity }) => severity === 'ERROR')
  return errors.map((problem) => `${[place, ...problem.path].join('.')}: ${renderProblem(problem, locale)}`).join(' ')
}
