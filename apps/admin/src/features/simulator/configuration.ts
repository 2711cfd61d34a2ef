import {
  LIMIT_DEFAULTS,
  type AddressSettings,
  type FlowDefinition,
  type InboundAddress,
  type InboundConfiguration,
  type InboundFlow,
  type InboundMail,
  type Limits,
  type Routing,
  type SpamRouting,
} from '@mailroom/core'
import type { SimulatorAddressFragment, SimulatorContextQuery, SimulatorFlowFragment } from '@/gql/graphql'

type Context = NonNullable<SimulatorContextQuery['organization']>

/** The unsaved form of one address, checked, to be decided as if it were stored. */
export interface Override {
  readonly addressId: string
  readonly settings: Pick<AddressSettings, 'routing' | 'spamRouting'>
}

/** What was fetched of an organisation for one decision. */
export interface Fetched {
  readonly context: Context
  readonly addresses: readonly SimulatorAddressFragment[]
  readonly flows: readonly SimulatorFlowFragment[]
}

/** The part of the configuration that a mail can touch, so that core decides in the browser what the server would. */
export function toConfiguration(fetched: Fetched, override: Override | null): InboundConfiguration {
  const { context } = fetched
  const addresses = fetched.addresses.map((address) => toInboundAddress(address, override))
  const byKey = new Map(addresses.map((address) => [address.address.toLowerCase(), address]))
  const byTarget = new Map(fetched.addresses.map((a, i) => [a.redirectTarget?.toLowerCase(), addresses[i]!]))
  const domains = new Map(context.domains.map((d) => [d.name, { id: d.id, canReceive: d.canReceive.ready }]))
  const flows = new Map([...fetched.flows, ...fetched.addresses.flatMap(flowsOf)].map((f) => [f.id, toInboundFlow(f)]))
  const names = namesOf(fetched)
  return {
    edition: context.edition,
    limits: toLimits(context.limits),
    settings: context.settings,
    domain: (name) => domains.get(name),
    address: (key) => byKey.get(key),
    redirection: (target) => byTarget.get(target),
    flow: (id) => flows.get(id),
    nameOf: (id) => names.get(id),
  }
}

function toLimits(limits: Context['limits']): Limits {
  return { ...LIMIT_DEFAULTS, ...Object.fromEntries(limits.map(({ key, limit }) => [key, limit])) }
}

function toInboundAddress(address: SimulatorAddressFragment, override: Override | null): InboundAddress {
  const stored = { routing: toRouting(address.routing), spamRouting: toSpamRouting(address.spamRouting) }
  return {
    id: address.id,
    address: address.address,
    domainId: address.domain.id,
    settings: override?.addressId === address.id ? override.settings : stored,
  }
}

function toRouting(routing: SimulatorAddressFragment['routing']): Routing {
  if (routing.__typename === 'FlowRouting') return { kind: 'FLOW', flowId: routing.flow.id }
  if (routing.__typename === 'NoRouting') return { kind: 'NONE' }
  return {
    kind: 'QUEUE',
    queueId: routing.queue.id,
    skillIds: routing.skills.map((skill) => skill.id),
    languageId: routing.language?.id ?? null,
    priority: routing.priority,
  }
}

function toSpamRouting(spam: SimulatorAddressFragment['spamRouting']): SpamRouting {
  return spam.__typename === 'SpamFlowRouting' ? { kind: 'FLOW', flowId: spam.flow.id } : { kind: 'DISCONNECT' }
}

function toInboundFlow(flow: SimulatorFlowFragment): InboundFlow {
  const source = flow.published?.source
  return { id: flow.id, name: flow.name, published: source ? (source as unknown as FlowDefinition) : null }
}

/** The flows that an address names. */
export function flowsOf(address: SimulatorAddressFragment): SimulatorFlowFragment[] {
  return [
    ...(address.routing.__typename === 'FlowRouting' ? [address.routing.flow] : []),
    ...(address.spamRouting.__typename === 'SpamFlowRouting' ? [address.spamRouting.flow] : []),
  ]
}

/** Names of everything that was fetched, by id. */
export function namesOf({ addresses, flows }: Fetched): Map<string, string> {
  const names = new Map<string, string>()
  const note = (...things: (Named | null | undefined)[]): void =>
    things.forEach((thing) => thing && names.set(thing.id, thing.name))
  for (const { routing } of addresses)
    if (routing.__typename === 'QueueRouting') note(routing.queue, routing.language, ...routing.skills)
  for (const flow of [...flows, ...addresses.flatMap(flowsOf)]) {
    note(flow)
    for (const action of actionsOf(flow)) {
      note(action.setLanguage, action.autoReply, ...(action.addSkills ?? []), ...(action.removeSkills ?? []))
      const transfer = action.transferToQueue
      note(transfer?.queue, transfer?.language, ...(transfer?.skills ?? []))
    }
  }
  return names
}

interface Named {
  id: string
  name: string
}

function actionsOf({ published }: SimulatorFlowFragment) {
  return published ? [...published.rules.flatMap((rule) => rule.then), published.otherwise] : []
}

const FORWARDING_HEADERS = ['delivered-to', 'x-original-to']

/** Every own address that the mail could match (R-IN-1), in lower case, with and without the part after `+`. */
export function candidates(mail: InboundMail, domains: readonly { name: string }[]): string[] {
  const { message, envelopeTo } = mail
  const own = new Set(domains.map((domain) => domain.name))
  const forwarded = message.headers.filter((h) => FORWARDING_HEADERS.includes(h.name)).map((h) => h.value)
  const named = [...envelopeTo, ...forwarded, ...[...message.to, ...message.cc].map((mailbox) => mailbox.address)]
  const keys = named.map((address) => address.trim().replace(/^<|>$/g, '').toLowerCase())
  const ours = keys.filter((key) => own.has(key.slice(key.lastIndexOf('@') + 1)))
  return [...new Set(ours.flatMap((key) => [key, key.replace(/\+[^@]*@/, '@')]))]
}
