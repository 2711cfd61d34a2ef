import { step, type TraceStep } from '../trace.js'
import { compileFlow, type NamedFlow } from './compile-flow.js'
import type { FlowMessage } from './flow-message.js'
import type { FlowAction } from './types.js'

/** Why an automatic reply is not made (R-FLO-3). */
export type AutoReplyBar = 'SPAM' | 'AUTO_GENERATED' | 'OWN_ADDRESS' | 'RECENT' | 'NO_SENDER'

/** What a flow looks at, and what it needs for actions and trace. */
export interface FlowInput {
  readonly message: FlowMessage
  /** Why no automatic reply may be made to this mail; null: it may. */
  readonly autoReplyBar: AutoReplyBar | null
  /** Name of a queue, skill, language or canned response, for the trace; undefined: its id is shown. */
  nameOf?(id: string): string | undefined
}

/** What a flow decides (R-FLO-3). Queue, skills, language and priority are of QUEUED alone. */
export interface FlowOutcome {
  readonly result: 'QUEUED' | 'DISCONNECTED'
  readonly queueId: string | null
  readonly skillIds: readonly string[]
  readonly languageId: string | null
  readonly priority: number | null
  readonly labels: readonly string[]
  readonly autoReplyId: string | null
  readonly trace: readonly TraceStep[]
}

/**
 * What the flow makes of a mail (R-FLO-1 to R-FLO-3): rules in order until the actions of a matching one end the flow,
 * else the last action. A definition without an end (never written) disconnects. The trace has, for each rule tried, what
 * each of its comparisons gave, and then whether it matched.
 */
export function evaluateFlow(flow: NamedFlow, input: FlowInput): FlowOutcome {
  const { rules, otherwise, otherwiseStep } = compileFlow(flow)
  const { message } = input
  const run = new FlowRun(flow.name, input)
  for (const rule of rules) {
    const matches = rule.test(message, run.trace)
    run.trace.push(matches ? rule.matched : rule.notMatched)
    if (!matches) continue
    for (const action of rule.actions) {
      const outcome = run.perform(action)
      if (outcome) return outcome
    }
  }
  run.trace.push(otherwiseStep)
  return run.perform(otherwise) ?? run.disconnect()
}

/** What the actions so far have set. */
class FlowRun {
  readonly trace: TraceStep[] = []
  private priority = 0
  private languageId: string | null = null
  private autoReplyId: string | null = null
  private readonly skillIds = new Set<string>()
  private readonly labels = new Set<string>()

  constructor(
    private readonly flow: string,
    private readonly input: FlowInput,
  ) {}

  /** Does one action; the outcome if it ends the flow. */
  perform(action: FlowAction): FlowOutcome | undefined {
    if (action.transferToQueue) return this.transfer(action.transferToQueue)
    if (action.disconnect) return this.disconnect()
    if (action.autoReplyId) this.reply(action.autoReplyId)
    else this.set(action)
    return undefined
  }

  private set({ setPriority, addSkillIds, removeSkillIds, setLanguageId, addLabel }: FlowAction): void {
    if (typeof setPriority === 'number') {
      this.priority = setPriority
      this.note('setPriority', setPriority)
    } else if (addSkillIds) {
      addSkillIds.forEach((id) => this.skillIds.add(id))
      this.note('addSkillIds', this.namesOf(addSkillIds))
    } else if (removeSkillIds) {
      removeSkillIds.forEach((id) => this.skillIds.delete(id))
      this.note('removeSkillIds', this.namesOf(removeSkillIds))
    } else if (setLanguageId) {
      this.languageId = setLanguageId
      this.note('setLanguageId', this.nameOf(setLanguageId))
    } else if (addLabel) {
      this.labels.add(addLabel)
      this.note('addLabel', addLabel)
    }
  }

  private reply(id: string): void {
    const response = this.nameOf(id)
    const why = this.input.autoReplyBar
    if (why) {
      this.trace.push(step('R-FLO-3', 'AUTO_REPLY_WITHHELD', { response, why }, false))
      return
    }
    this.autoReplyId = id
    this.trace.push(step('R-FLO-3', 'AUTO_REPLY', { response }, true))
  }

  private transfer(target: NonNullable<FlowAction['transferToQueue']>): FlowOutcome {
    const { queueId } = target
    const priority = target.priority ?? this.priority
    const params = { flow: this.flow, queue: this.nameOf(queueId), priority }
    this.trace.push(step('R-FLO-3', 'FLOW_TO_QUEUE', params, true))
    return {
      result: 'QUEUED',
      queueId,
      skillIds: target.skillIds ?? [...this.skillIds],
      languageId: target.languageId ?? this.languageId,
      priority,
      ...this.sideEffects(),
    }
  }

  disconnect(): FlowOutcome {
    this.trace.push(step('R-FLO-3', 'FLOW_DISCONNECTED', { flow: this.flow }, true))
    return {
      result: 'DISCONNECTED',
      queueId: null,
      skillIds: [],
      languageId: null,
      priority: null,
      ...this.sideEffects(),
    }
  }

  private sideEffects(): Pick<FlowOutcome, 'labels' | 'autoReplyId' | 'trace'> {
    return { labels: [...this.labels], autoReplyId: this.autoReplyId, trace: this.trace }
  }

  private note(action: keyof FlowAction, value: string | number): void {
    this.trace.push(step('R-FLO-3', 'FLOW_ACTION', { flow: this.flow, action, value }, true))
  }

  private namesOf(ids: readonly string[]): string {
    return ids.map((id) => this.nameOf(id)).join(', ')
  }

  private nameOf(id: string): string {
    return this.input.nameOf?.(id) ?? id
  }
}
