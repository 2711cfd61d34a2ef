import type {
  AddressDraft,
  CannedResponseKind,
  FlowDefinition,
  InboundDecision,
  OrganisationSettingsPatch,
  Reception,
  SenderType,
  SmtpSecurity,
} from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantRows, UnitOfWork } from '../../database/unit-of-work.js'
import type { Written } from '../../graphql/write.js'
import type { Cleaned } from '../canned-response/response-body.read-model.js'

/** Which row, as it was seen. */
export interface Seen {
  readonly id: string
  readonly expectedVersion: number
}

/** What is made stands in this organisation. */
export interface InOrganisation {
  readonly organizationId: string
}

/** Writes of one kind inside a unit: the same that single writes make. */
export interface Writer<F extends object, More extends unknown[] = []> {
  create(uow: UnitOfWork, input: F & InOrganisation, ...more: More): Promise<Written<{ readonly id: string }>>
  update(uow: UnitOfWork, input: F & Seen, ...more: More): Promise<Written<{ readonly id: string }>>
  remove(uow: UnitOfWork, input: Seen): Promise<unknown>
}

export interface SmtpServerFields {
  name: string
  host: string
  port: number
  security: SmtpSecurity
  user: string | null
  maxMessageBytes: number | null
  keepAlive: boolean | null
  idleSeconds: number | null
}

export interface DomainFields {
  name: string
  type: 'PLATFORM' | 'CUSTOM'
  sender: SenderType
  smtpServerId: string | null
  serverSigns: boolean
  reception: Reception
  /** Left out: it stays. */
  mailFromDomain?: string | null
}

export interface QueueFields {
  name: string
  scoringMethod: string | null
  skillEvaluation: string | null
  /** Left out: they stay. */
  memberIds?: string[]
}

export interface ResponseFields {
  name: string
  kind: CannedResponseKind
  html: string
  text: string | null
}

export interface FlowFields {
  name: string
  definition: FlowDefinition
}

export interface AddressFields {
  localPart?: string
  settings: AddressDraft
}

/** The writes of all features that a file may ask for; each runs inside the unit that it is given. */
export interface ConfigurationWriters {
  settings(uow: UnitOfWork, expectedVersion: number, patch: OrganisationSettingsPatch): Promise<Written<unknown>>
  readonly smtpServers: Writer<SmtpServerFields>
  readonly skills: Writer<{ name: string }>
  readonly languages: Writer<{ name: string; tag: string }>
  readonly queues: Writer<QueueFields>
  readonly cannedResponses: Writer<ResponseFields, [cleaned: Cleaned]>
  readonly flows: Writer<FlowFields> & {
    publish(uow: UnitOfWork, input: Seen): Promise<Written<unknown>>
    unpublish(uow: UnitOfWork, input: Seen): Promise<Written<unknown>>
  }
  /** `hasKeys`: fresh keys become the domain's; otherwise it has none, where nothing is to stay. */
  readonly domains: Writer<DomainFields, [keys: DomainKeys | null]>
  readonly addresses: {
    create(
      uow: UnitOfWork,
      input: { domainId: string; localPart: string; settings: AddressDraft },
    ): Promise<Written<{ readonly id: string }>>
    update(uow: UnitOfWork, input: AddressFields & Seen): Promise<Written<{ readonly id: string }>>
    remove(uow: UnitOfWork, input: Seen): Promise<unknown>
  }
  /** Makes keys for so many new domains, outside every transaction. */
  takeKeys(domains: number): Promise<DomainKeys>
}

/** Fresh DKIM keys of domains that are to be made. */
export interface DomainKeys {
  /** Those of one more domain. */
  next(): readonly { readonly publicKey: string; readonly privateKey: string }[]
  /** What was not used after all. */
  giveBack(): void
}

/** What came of a saved test. */
export interface TriedTest {
  readonly id: string
  readonly name: string
  readonly passes: boolean
  /** Null: it could not be decided. */
  readonly decision: InboundDecision | null
}

/** Runs all saved tests of an organisation by what these rows say. */
export type RunTests = (rows: TenantRows, locale: Locale) => Promise<readonly TriedTest[]>
