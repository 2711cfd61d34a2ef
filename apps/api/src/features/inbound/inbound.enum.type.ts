import { registerEnumType } from 'type-graphql'

export enum VerdictEnum {
  PASS = 'PASS',
  FAIL = 'FAIL',
  INCONCLUSIVE = 'INCONCLUSIVE',
}
registerEnumType(VerdictEnum, {
  name: 'Verdict',
  description: 'What a filter that looked at the mail before says (R-IN-2, R-IN-3).',
  valuesConfig: {
    PASS: { description: 'Nothing found.' },
    FAIL: { description: 'It is spam, or has a virus.' },
    INCONCLUSIVE: { description: 'It could not tell.' },
  },
})

export enum InboundResultEnum {
  QUEUED = 'QUEUED',
  DISCONNECTED = 'DISCONNECTED',
  NOT_ROUTED = 'NOT_ROUTED',
  UNKNOWN_RECIPIENT = 'UNKNOWN_RECIPIENT',
  REJECTED = 'REJECTED',
}
registerEnumType(InboundResultEnum, {
  name: 'InboundResult',
  description: 'What becomes of a mail for one recipient.',
  valuesConfig: {
    QUEUED: { description: 'It waits in a queue for an agent.' },
    DISCONNECTED: { description: 'It is accepted and ended at once.' },
    NOT_ROUTED: { description: 'It is accepted and makes no interaction.' },
    UNKNOWN_RECIPIENT: { description: 'No address matches: SMTP 550 5.1.1.' },
    REJECTED: { description: 'It is not accepted.' },
  },
})
