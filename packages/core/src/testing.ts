import { ADDRESS_DEFAULTS, type AddressSettings, type Mailbox } from './address/types.js'
import type { FlowCondition, FlowDefinition, FlowRule } from './flow/types.js'
import type { InboundAddress, InboundConfiguration, InboundFlow, InboundMail, ParsedMessage } from './inbound/types.js'
import type { Edition } from './organisation/editions.js'
import { LIMIT_DEFAULTS, type Limits } from './organisation/limits.js'
import { SETTINGS_DEFAULTS, type OrganisationSettings } from './organisation/settings.js'

export * from './lint/testing.js'

/** Builders of test data: each gives something whole and ordinary, with what a test is about put in. */

/** 1 June 2026, 12:00 UTC: when everything arrives unless a test says otherwise. */
export const NOON = Date.UTC(2026, 5, 1, 12)

/** A mailbox; without a name unless given. */
export function aMailbox(address: string, name: string | null = null): Mailbox {
  return { address, name }
}

/** A customer's plain question to `help@support.example.com`. */
export function aMessage(changes: Partial<ParsedMessage> = {}): ParsedMessage {
  return {
    from: [aMailbox('ada@customer.example', 'Ada')],
    replyTo: [],
    to: [aMailbox('help@support.example.com')],
    cc: [],
    subject: 'Where is my order?',
    text: 'Hello, where is my order?',
    headers: [],
    messageId: '<question@customer.example>',
    inReplyTo: [],
    references: [],
    attachments: [],
    sizeBytes: 2_000,
    ...changes,
  }
}

/** That message in its envelope, neither spam nor virus. `message` changes the message. */
export function aMail({
  message,
  ...changes
}: Partial<Omit<InboundMail, 'message'>> & { message?: Partial<ParsedMessage> } = {}): InboundMail {
  return {
    message: aMessage(message),
    envelopeFrom: 'ada@customer.example',
    envelopeTo: ['help@support.example.com'],
    spam: 'PASS',
    virus: 'PASS',
    receivedAt: NOON,
    threads: [],
    ...changes,
  }
}

/** The settings of an address: the defaults with changes. */
export function addressSettings(changes: Partial<AddressSettings> = {}): AddressSettings {
  return { ...ADDRESS_DEFAULTS, ...changes }
}

/** An address that is routed to the queue `support` unless changed; its id is the address. */
export function anAddress(address: string, settings: Partial<AddressSettings> = {}): InboundAddress {
  return {
    id: address,
    address,
    domainId: address.slice(address.lastIndexOf('@') + 1),
    settings: addressSettings({
      routing: { kind: 'QUEUE', queueId: 'support', skillIds: [], languageId: null, priority: 0 },
      ...settings,
    }),
  }
}

/** A flow's rule that is true for a subject that contains the text. */
export function aRule(name: string, contains: string, then: FlowRule['then'], when?: FlowCondition): FlowRule {
  return { name, when: when ?? { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: contains } }, then }
}

/** A flow that sends everything to the queue `support` unless changed. */
export function aFlow(changes: Partial<FlowDefinition> = {}): FlowDefinition {
  return { rules: [], otherwise: { transferToQueue: { queueId: 'support' } }, ...changes }
}

/** A published flow with its id as name. */
export function anInboundFlow(id: string, published: FlowDefinition | null = aFlow()): InboundFlow {
  return { id, name: id, published }
}

/** What `aConfiguration` is made of; everything may be left out. */
export interface ConfigurationParts {
  readonly addresses?: readonly InboundAddress[]
  /** Names of domains beside those of the addresses. */
  readonly domains?: readonly string[]
  /** Names of domains that cannot receive. */
  readonly silentDomains?: readonly string[]
  /** Redirection targets and the addresses they stand for. */
  readonly redirections?: Readonly<Record<string, InboundAddress>>
  readonly flows?: readonly InboundFlow[]
  readonly names?: Readonly<Record<string, string>>
  readonly edition?: Edition
  readonly limits?: Partial<Limits>
  readonly settings?: Partial<OrganisationSettings>
}

/** A configuration in memory: by default `support.example.com` with the one address `help`. */
export function aConfiguration(parts: ConfigurationParts = {}): InboundConfiguration {
  const addresses = parts.addresses ?? [anAddress('help@support.example.com')]
  const byKey = new Map(addresses.map((address) => [address.address.toLowerCase(), address]))
  const domains = new Set([...(parts.domains ?? []), ...addresses.map((address) => address.domainId)])
  const flows = new Map(parts.flows?.map((flow) => [flow.id, flow]))
  return {
    edition: parts.edition ?? 'CX_3',
    limits: { ...LIMIT_DEFAULTS, ...parts.limits },
    settings: { ...SETTINGS_DEFAULTS, ...parts.settings },
    domain: (name) => (domains.has(name) ? { id: name, canReceive: !parts.silentDomains?.includes(name) } : undefined),
    address: (key) => byKey.get(key),
    redirection: (target) => parts.redirections?.[target],
    flow: (id) => flows.get(id),
    nameOf: (id) => parts.names?.[id],
  }
}
