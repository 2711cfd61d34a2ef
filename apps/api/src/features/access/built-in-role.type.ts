import { registerEnumType } from 'type-graphql'

export enum BuiltInRoleKeyEnum {
  OWNER = 'OWNER',
  EMAIL_ADMINISTRATOR = 'EMAIL_ADMINISTRATOR',
  VIEWER = 'VIEWER',
  AGENT = 'AGENT',
}
registerEnumType(BuiltInRoleKeyEnum, {
  name: 'BuiltInRoleKey',
  description: 'A role that every organisation has: for whoever shows its name in another language (R-ORG-6).',
  valuesConfig: {
    OWNER: { description: 'May everything.' },
    EMAIL_ADMINISTRATOR: { description: 'Everything of e-mail and routing, and sees members and the audit log.' },
    VIEWER: { description: 'Sees all that can be seen, and changes nothing.' },
    AGENT: { description: 'Sees queues and canned responses.' },
  },
})
