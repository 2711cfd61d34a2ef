import type { QueueFact } from '../flow/facts.js'
import { agentFits, type Demand } from './agent-fit.js'

/** How many of a queue's members are there, and how many of them may be offered what is asked for. */
export interface AgentMatch {
  readonly matching: number
  readonly members: number
}

/** R-QUE-3, for whoever fills in a demand: NO_AGENT_MATCHES comes where `matching` is 0. */
export function matchAgents(queue: QueueFact, demand: Demand): AgentMatch {
  const members = queue.members ?? []
  const matching = members.filter((agent) => agentFits(agent, queue.skillEvaluation, demand)).length
  return { matching, members: members.length }
}
