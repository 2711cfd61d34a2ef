import { randomUUID } from 'node:crypto'
import {
  composeOutbound,
  hasErrors,
  parseAddressSpec,
  refuseUnknownAddress,
  weighOutbound,
  type OutboundDecision,
  type OutboundDraft,
  type OutboundFacts,
  type Platform,
  type Problem,
} from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { Clock } from '../../adapters/clock.js'
import type { HtmlCleaner } from '../../adapters/html/html-cleaner.js'
import { encodeMail } from '../../adapters/mime/encode-mail.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { acceptedOverrides } from '../../graphql/overrides.js'
import { parseOverrides } from '../address/address-overrides.read-model.js'
import { findAddress, type AddressRow } from '../address/address.read-model.js'
import { cleanGiven, loadBody } from '../canned-response/response-body.read-model.js'
import { loadOrganisations } from '../organisation/organisation.read-model.js'
import type { OutboundDraftInput } from './outbound.input.js'
import { loadSendingDomain, loadSignature, sendersOf, withOverrides } from './outbound.read-model.js'

/** Largest HTML of one field of a draft, in bytes: no request is larger. */
const DRAFT_BYTES = 262_144

/** What would leave, with its bytes; those are of the mail, so there are none without it. */
export interface OutboundPreview extends OutboundDecision {
  readonly raw: string
}

/** Who asks: whether they may know of hidden recipients (R-OUT-2), and in which language. */
export interface Asking {
  readonly seesHiddenBcc: boolean
  readonly locale: Locale
}

/** Composes mails that nobody sends. */
export class OutboundService {
  constructor(
    private readonly cleaner: HtmlCleaner,
    private readonly platform: Platform,
    private readonly clock: Clock,
  ) {}

  /** What would leave for the draft, by what is stored and by the overrides; nothing is written, signed or sent. */
  async preview(
    rows: TenantRows,
    input: OutboundDraftInput,
    { seesHiddenBcc, locale }: Asking,
  ): Promise<OutboundPreview> {
    const problems: Problem[] = []
    const draft = await this.#toDraft(input, problems)
    const spec = parseAddressSpec(input.address, [])
    const address = spec.ok ? await findAddress(rows, spec.value.toLowerCase()) : undefined
    const preview = address
      ? await this.#compose(draft, await this.#loadFacts(rows, address, input, { seesHiddenBcc, locale }))
      : { ...refuseUnknownAddress(draft, input.address), raw: '' }
    const all = [...problems, ...preview.problems]
    return { ...preview, problems: all, mail: hasErrors(all) ? null : preview.mail }
  }

  async #compose(draft: OutboundDraft, facts: OutboundFacts): Promise<OutboundPreview> {
    const composition = composeOutbound(draft, facts)
    const { raw, size } = await encodeMail(composition.unweighed)
    return { ...weighOutbound(composition, size, facts), raw }
  }

  async #loadFacts(
    rows: TenantRows,
    stored: AddressRow,
    { overrides }: OutboundDraftInput,
    { seesHiddenBcc, locale }: Asking,
  ): Promise<OutboundFacts> {
    const [organisation] = await loadOrganisations(rows, [rows.organisationId])
    if (!organisation) throw notFound()
    const by = { bccLimit: organisation.limits.bccPerAddress, seesBcc: seesHiddenBcc }
    const unsaved = acceptedOverrides(await parseOverrides(rows, overrides ?? [], by), locale)
    const row = await withOverrides(rows, stored, unsaved)
    const [from, signatureRow] = await Promise.all([loadSendingDomain(rows, row), loadSignature(rows, row)])
    const { edition, limits, name } = organisation
    const signature = signatureRow ? { ...(await loadBody(signatureRow, this.cleaner)), name: signatureRow.name } : null
    const { platform } = this
    const now = this.clock.now()
    return {
      ...{ edition, limits, organizationName: name, ...sendersOf(row), from, platform, signature, seesHiddenBcc, now },
      uniqueId: randomUUID(),
    }
  }

  /** The draft with clean HTML; what is refused stands for nothing. */
  async #toDraft(input: OutboundDraftInput, problems: Problem[]): Promise<OutboundDraft> {
    const clean = async <T>(field: 'html' | 'history' | 'editorHtml', missing: T): Promise<string | T> => {
      const given = input[field]
      if (given == null) return missing
      const cleaned = await cleanGiven(this.cleaner, given, [field], DRAFT_BYTES)
      if (!('code' in cleaned)) return cleaned.html
      problems.push(cleaned)
      return ''
    }
    const [html, history, editorHtml] = await Promise.all([
      clean('html', ''),
      clean('history', null),
      clean('editorHtml', null),
    ])
    return { ...plainFieldsOf(input), html, history, editorHtml }
  }
}

function plainFieldsOf(input: OutboundDraftInput): Omit<OutboundDraft, 'html' | 'history' | 'editorHtml'> {
  return {
    kind: input.kind,
    to: input.to,
    cc: input.cc ?? [],
    bcc: input.bcc ?? [],
    subject: input.subject,
    includeHistory: input.includeHistory ?? true,
    isInitial: input.isInitial ?? true,
    agentName: input.agentName ?? null,
    inReplyTo: input.inReplyTo ?? null,
    references: input.references ?? [],
    loopAddresses: input.loopAddresses ?? [],
    attachments: (input.attachments ?? []).map(({ name, type, sizeBytes }) => ({ name, type, sizeBytes })),
  }
}
