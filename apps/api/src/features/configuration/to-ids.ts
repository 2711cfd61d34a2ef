import type {
  AddressDraft,
  ConfigurationEntry,
  ConfigurationSection,
  FlowAction,
  FlowComparison,
  FlowCondition,
  FlowDefinition,
  SignatureSettings,
} from '@mailroom/core'

/** The id of a name; where there is none, one that nothing has. */
export type IdOf = (section: ConfigurationSection, name: string) => string

interface Target {
  readonly queue: string
  readonly skills?: readonly string[]
  readonly language?: string
  readonly priority?: number
}
interface Action extends Pick<FlowAction, 'setPriority' | 'addLabel' | 'disconnect'> {
  readonly addSkills?: readonly string[]
  readonly removeSkills?: readonly string[]
  readonly setLanguage?: string
  readonly autoReply?: string
  readonly transferToQueue?: Target
}
interface Condition {
  readonly all?: readonly Condition[]
  readonly any?: readonly Condition[]
  readonly not?: Condition
  readonly compare?: FlowComparison
}
interface Definition {
  readonly rules?: readonly { readonly name: string; readonly when: Condition; readonly then: readonly Action[] }[]
  readonly otherwise: Action
}

/** What an address of the file says, as the API takes it: all of it, with null where the file says nothing. */
export function addressDraft(entry: ConfigurationEntry, idOf: IdOf): AddressDraft {
  const { fromName, fromAddress, replyTo, bcc, routing, spamRouting, signature, history, multipleActions } =
    entry as unknown as {
      readonly fromName?: string
      readonly fromAddress?: string
      readonly replyTo?: string
      readonly bcc?: readonly { readonly address: string; readonly name?: string }[]
      readonly routing?: Partial<Target> & { readonly flow?: string }
      readonly spamRouting?: { readonly flow?: string }
      readonly signature?: Omit<SignatureSettings, 'responseId'> & { readonly response: string }
      readonly history?: NonNullable<AddressDraft['history']>
      readonly multipleActions?: boolean
    }
  return {
    fromName: fromName ?? null,
    fromAddressId: fromAddress === undefined ? null : idOf('addresses', fromAddress),
    replyTo: replyTo ?? null,
    bcc: (bcc ?? []).map(({ address, name }) => ({ address, name: name ?? null })),
    routing: routing?.queue || routing?.flow ? routingDraft(routing, idOf) : null,
    spamRouting: spamRouting?.flow ? { flow: { flowId: idOf('flows', spamRouting.flow) } } : null,
    signature: signature
      ? {
          responseId: idOf('cannedResponses', signature.response),
          placement: signature.placement,
          frequency: signature.frequency,
        }
      : null,
    history: history ?? null,
    multipleActions: multipleActions ?? null,
  }
}

function routingDraft({ queue, flow, ...rest }: Partial<Target> & { readonly flow?: string }, idOf: IdOf) {
  return {
    ...(queue === undefined ? {} : { queue: targetOf({ queue, ...rest }, idOf) }),
    ...(flow === undefined ? {} : { flow: { flowId: idOf('flows', flow) } }),
  }
}

/** What a definition of the file says, as the API takes it. */
export function definitionDraft(entry: ConfigurationEntry, idOf: IdOf): FlowDefinition {
  const { rules = [], otherwise } = entry as unknown as Definition
  return {
    rules: rules.map(({ name, when, then }) => ({
      name,
      when: conditionOf(when),
      then: then.map((action) => actionOf(action, idOf)),
    })),
    otherwise: actionOf(otherwise, idOf),
  }
}

function conditionOf({ all, any, not, compare }: Condition): FlowCondition {
  return {
    all: all?.map(conditionOf),
    any: any?.map(conditionOf),
    not: not && conditionOf(not),
    compare: compare && { ...compare },
  }
}

function actionOf(action: Action, idOf: IdOf): FlowAction {
  const { addSkills, removeSkills, setLanguage, autoReply, transferToQueue, ...own } = action
  return {
    ...own,
    addSkillIds: addSkills?.map((name) => idOf('skills', name)),
    removeSkillIds: removeSkills?.map((name) => idOf('skills', name)),
    setLanguageId: setLanguage && idOf('languages', setLanguage),
    autoReplyId: autoReply && idOf('cannedResponses', autoReply),
    transferToQueue: transferToQueue && targetOf(transferToQueue, idOf),
  }
}

function targetOf({ queue, skills, language, priority }: Target, idOf: IdOf) {
  return {
    queueId: idOf('queues', queue),
    skillIds: (skills ?? []).map((name) => idOf('skills', name)),
    languageId: language === undefined ? null : idOf('languages', language),
    priority: priority ?? null,
  }
}
