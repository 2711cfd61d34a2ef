import type { AddressDraft, AddressSettings, Routing, SpamRouting } from './types.js'

/** Stored settings in the shape that a form holds and the API takes: `parseAddress` of it gives the same settings. */
export function toDraft(settings: AddressSettings): Required<AddressDraft> {
  return {
    ...settings,
    routing: toRoutingDraft(settings.routing),
    spamRouting: toSpamRoutingDraft(settings.spamRouting),
  }
}

function toRoutingDraft(routing: Routing): NonNullable<AddressDraft['routing']> {
  switch (routing.kind) {
    case 'QUEUE': {
      const { queueId, skillIds, languageId, priority } = routing
      return { queue: { queueId, skillIds, languageId, priority } }
    }
    case 'FLOW':
      return { flow: { flowId: routing.flowId } }
    case 'NONE':
      return { none: true }
  }
}

function toSpamRoutingDraft(routing: SpamRouting): NonNullable<AddressDraft['spamRouting']> {
  return routing.kind === 'FLOW' ? { flow: { flowId: routing.flowId } } : { disconnect: true }
}
