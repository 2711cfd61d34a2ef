import { warning, type Problem } from '../problem.js'
import { agentFits } from '../queue/agent-fit.js'
import type { AgentFact, QueueFact } from '../flow/facts.js'
import type { AddressFacts } from './facts.js'
import { domainOf } from './mailbox.js'
import { fromDomainWarnings, outsideWarnings } from './parse-address.js'
import { loopWarnings } from './parse-bcc.js'
import { checkPublishedFlow } from './parse-routing.js'
import type { AddressSettings, Routing } from './types.js'

type QueueRouting = Extract<Routing, { kind: 'QUEUE' }>

/** What the health of an address needs beside the facts of a write. */
export interface HealthFacts extends AddressFacts {
  /** Whether the address's own domain can receive and send (R-DOM-12). */
  readonly domain?: { readonly canReceive: boolean; readonly canSend: boolean }
}

/**
 * R-ADR-13: what is wrong with an address now: the error FLOW_UNPUBLISHED (or REFERENCE_NOT_FOUND) and the warnings
 * DOMAIN_CANNOT_RECEIVE, DOMAIN_CANNOT_SEND (where the address itself is the From), FROM_DOMAIN_CANNOT_SEND,
 * QUEUE_WITHOUT_MEMBERS, NO_AGENT_MATCHES, BCC_LOOP, REPLY_TO_OUTSIDE, SIGNATURE_HIDDEN_FROM_AGENTS. Errors first.
 */
export function addressHealth(
  address: { readonly address: string; readonly settings: AddressSettings },
  facts: HealthFacts,
): Problem[] {
  const { settings } = address
  return [
    ...flowProblems(settings, facts),
    ...domainWarnings(domainOf(address.address), settings, facts),
    ...queueWarnings(settings.routing, facts),
    ...loopWarnings(settings.bcc, facts),
    ...(settings.replyTo === null ? [] : outsideWarnings(settings.replyTo, facts)),
    ...signatureWarnings(settings),
  ]
}

function flowProblems({ routing, spamRouting }: AddressSettings, facts: HealthFacts): Problem[] {
  return [
    ...(routing.kind === 'FLOW' ? checkPublishedFlow(routing.flowId, facts, ['routing', 'flow', 'flowId']) : []),
    ...(spamRouting.kind === 'FLOW'
      ? checkPublishedFlow(spamRouting.flowId, facts, ['spamRouting', 'flow', 'flowId'])
      : []),
  ]
}

function domainWarnings(domain: string, settings: AddressSettings, facts: HealthFacts): Problem[] {
  const problems: Problem[] = []
  if (facts.domain?.canReceive === false) problems.push(warning('DOMAIN_CANNOT_RECEIVE', [], { domain }))
  if (settings.fromAddressId !== null) problems.push(...fromDomainWarnings(settings.fromAddressId, facts))
  else if (facts.domain?.canSend === false) problems.push(warning('DOMAIN_CANNOT_SEND', [], { domain }))
  return problems
}

function queueWarnings(routing: Routing, facts: HealthFacts): Problem[] {
  const queue = routing.kind === 'QUEUE' ? facts.queue?.(routing.queueId) : undefined
  if (routing.kind !== 'QUEUE' || !queue?.members) return []
  const count = queue.members.length
  if (count === 0) return [warning('QUEUE_WITHOUT_MEMBERS', ['routing', 'queue', 'queueId'], { queue: queue.name })]
  if (someoneFits(queue, queue.members, routing)) return []
  return [warning('NO_AGENT_MATCHES', ['routing', 'queue'], { queue: queue.name, count })]
}

/** Answers by queue and demand: many addresses ask the same of one queue. A fact is never changed afterwards. */
const answered = new WeakMap<QueueFact, Map<string, boolean>>()

function someoneFits(queue: QueueFact, members: readonly AgentFact[], demand: QueueRouting): boolean {
  const answers = answered.get(queue) ?? new Map<string, boolean>()
  answered.set(queue, answers)
  const key = `${demand.languageId ?? ''} ${demand.skillIds.join(' ')}`
  const known = answers.get(key)
  if (known !== undefined) return known
  const fits = members.some((agent) => agentFits(agent, queue.skillEvaluation, demand))
  answers.set(key, fits)
  return fits
}

function signatureWarnings({ signature }: AddressSettings): Problem[] {
  return signature?.placement === 'ON_SEND' ? [warning('SIGNATURE_HIDDEN_FROM_AGENTS', ['signature', 'placement'])] : []
}
