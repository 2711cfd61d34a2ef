import { registerEnumType } from 'type-graphql'

export enum OutboundKindEnum {
  NEW = 'NEW',
  REPLY = 'REPLY',
  REPLY_ALL = 'REPLY_ALL',
  FORWARD = 'FORWARD',
}
registerEnumType(OutboundKindEnum, {
  name: 'OutboundKind',
  description: 'What an agent does.',
  valuesConfig: {
    NEW: { description: 'Writes a mail that answers none: it starts a thread.' },
    REPLY: { description: 'Answers the customer.' },
    REPLY_ALL: { description: 'Answers everybody; the recipients are given in any case.' },
    FORWARD: { description: 'Passes a mail on: it refers to it and answers none.' },
  },
})
