import type { AddressSettings, FlowAction, FlowCondition, FlowDefinition } from '@mailroom/core'

type NameOf = (id: string) => string
type Plain = Record<string, unknown>

/** Settings of an address as they stand in the file. */
export function addressEntry(settings: AddressSettings, nameOf: NameOf): Plain {
  const { fromAddressId, routing, spamRouting, signature, ...own } = settings
  return {
    ...own,
    fromAddress: fromAddressId && nameOf(fromAddressId),
    routing: routingEntry(routing, nameOf),
    spamRouting: spamRouting.kind === 'FLOW' ? { flow: nameOf(spamRouting.flowId) } : {},
    signature: signature && {
      response: nameOf(signature.responseId),
      placement: signature.placement,
      frequency: signature.frequency,
    },
  }
}

function routingEntry(routing: AddressSettings['routing'], nameOf: NameOf): Plain {
  if (routing.kind === 'NONE') return {}
  if (routing.kind === 'FLOW') return { flow: nameOf(routing.flowId) }
  const { queueId, skillIds, languageId, priority } = routing
  return { queue: nameOf(queueId), skills: skillIds.map(nameOf), language: languageId && nameOf(languageId), priority }
}

/** A definition of a flow as it stands in the file. */
export function definitionEntry({ rules, otherwise }: FlowDefinition, nameOf: NameOf): Plain {
  return {
    rules: rules.map(({ name, when, then }) => ({
      name,
      when: conditionEntry(when),
      then: then.map((action) => actionEntry(action, nameOf)),
    })),
    otherwise: actionEntry(otherwise, nameOf),
  }
}

function conditionEntry({ all, any, not, compare }: FlowCondition): Plain {
  return {
    all: all?.map(conditionEntry),
    any: any?.map(conditionEntry),
    not: not && conditionEntry(not),
    compare,
  }
}

function actionEntry(action: FlowAction, nameOf: NameOf): Plain {
  const { addSkillIds, removeSkillIds, setLanguageId, autoReplyId, transferToQueue, ...own } = action
  return {
    ...own,
    addSkills: addSkillIds?.map(nameOf),
    removeSkills: removeSkillIds?.map(nameOf),
    setLanguage: setLanguageId && nameOf(setLanguageId),
    autoReply: autoReplyId && nameOf(autoReplyId),
    transferToQueue: transferToQueue && {
      queue: nameOf(transferToQueue.queueId),
      skills: transferToQueue.skillIds?.map(nameOf),
      language: transferToQueue.languageId && nameOf(transferToQueue.languageId),
      priority: transferToQueue.priority,
    },
  }
}
