import {
  LIMIT_DEFAULTS,
  type AddressSettings,
  type FlowDefinition,
  type InboundAddress,
  type InboundConfiguration,
  type InboundFlow,
  type Limits,
  type Routing,
  type SpamRouting,
} from '@mailroom/core'
import type {
  SimulatorAddressFragment,
  SimulatorContextQuery,
  SimulatorDefinitionFragment,
  SimulatorFlowFragment,
} from '@/gql/graphql'
import { createLookup } from './lookup'

type Context = NonNullable<SimulatorContextQuery['organization']>

/** What is not stored, checked, to be decided by as if it were: the form of an address, the draft of a flow. */
export interface Override {
  readonly address?: { readonly id: string; readonly settings: Pick<AddressSettings, 'routing' | 'spamRouting'> }
  readonly flow?: { readonly id: string; readonly definition: FlowDefinition }
}

/** Where an organisation's configuration is fetched from, by the keys that core asks by; null: there is no such thing. */
export interface Source {
  readonly context: Context
  address(key: string): Promise<SimulatorAddressFragment | null>
  redirection(target: string): Promise<SimulatorAddressFragment | null>
  flow(id: string): Promise<SimulatorFlowFragment | null>
}

/** What an organisation has configured, as far as decisions have asked for it yet. */
export function createFacts({ context, ...source }: Source) {
  const addresses = createLookup(source.address)
  const redirections = createLookup(source.redirection)
  const flows = createLookup(source.flow)
  const domains = new Map(context.domains.map((d) => [d.name, { id: d.id, canReceive: d.canReceive.ready }]))

  /** As stored, or with what is not; `nameOf`: names that only the form knows. */
  function configuration(override: Override | null, nameOf: (id: string) => string | undefined): InboundConfiguration {
    const names = namesOf([...addresses.found(), ...redirections.found()], flows.found())
    const inbound = (found: SimulatorAddressFragment | undefined) => found && toInboundAddress(found, override)
    return {
      edition: context.edition,
      limits: toLimits(context.limits),
      settings: context.settings,
      domain: (name) => domains.get(name),
      address: (key) => inbound(addresses.get(key)),
      redirection: (target) => inbound(redirections.get(target)),
      flow: (id) => toInboundFlow(flows.get(id), override),
      nameOf: (id) => names.get(id) ?? nameOf(id),
    }
  }

  /** Fetches what was asked for in vain since the last time; false: nothing was. */
  async function loadMissing(): Promise<boolean> {
    const loaded = await Promise.all([addresses, redirections, flows].map((lookup) => lookup.loadMissing()))
    return loaded.includes(true)
  }

  return { configuration, loadMissing }
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
    settings: override?.address?.id === address.id ? override.address.settings : stored,
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

function toInboundFlow(flow: SimulatorFlowFragment | undefined, override: Override | null): InboundFlow | undefined {
  if (!flow) return undefined
  const stored = (flow.published?.source ?? null) as FlowDefinition | null
  const published = override?.flow?.id === flow.id ? override.flow.definition : stored
  return { id: flow.id, name: flow.name, published }
}

/** Names of everything that was fetched, by id. */
function namesOf(addresses: readonly SimulatorAddressFragment[], flows: readonly SimulatorFlowFragment[]) {
  const things = [
    ...addresses.flatMap(({ id, address, routing }): Thing[] => [
      { id, name: address },
      ...(routing.__typename === 'QueueRouting' ? [routing.queue, routing.language, ...routing.skills] : []),
    ]),
    ...flows.flatMap((flow): Thing[] => [flow, ...(flow.published ? thingsOf(flow.published) : [])]),
  ]
  return toNames(things)
}

/** Names of everything that a definition refers to, by id. */
export const namesOfDefinition = (definition: SimulatorDefinitionFragment) => toNames(thingsOf(definition))

function toNames(things: readonly Thing[]): Map<string, string> {
  return new Map(things.flatMap((thing) => (thing ? [[thing.id, thing.name]] : [])))
}

function thingsOf({ rules, otherwise }: SimulatorDefinitionFragment): Thing[] {
  const actions = [...rules.flatMap((rule) => rule.then), otherwise]
  return actions.flatMap(({ setLanguage, autoReply, addSkills, removeSkills, transferToQueue: transfer }) => [
    ...[setLanguage, autoReply, ...(addSkills ?? []), ...(removeSkills ?? [])],
    ...[transfer?.queue, transfer?.language, ...(transfer?.skills ?? [])],
  ])
}

type Thing = { id: string; name: string } | null | undefined
