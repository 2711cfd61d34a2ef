import { aConfiguration, aMail, anAddress, type ConfigurationParts } from '../testing.js'
import { decideInbound } from './decide-inbound.js'

export const HELP = anAddress('help@support.example.com')
export const SALES = anAddress('Sales@support.example.com', {
  routing: { kind: 'QUEUE', queueId: 'sales', skillIds: ['french'], languageId: 'fr', priority: 20 },
})
export const SILENT = anAddress('no-reply@support.example.com', { routing: { kind: 'NONE' } })
/** Redirected to HELP. */
export const TARGET = 'help.abcdefghij2345672345@in.mail.example.net'
/** The addresses above. */
export const PARTS: ConfigurationParts = { addresses: [HELP, SALES, SILENT], redirections: { [TARGET]: HELP } }

export type MailChanges = NonNullable<Parameters<typeof aMail>[0]>

export const decide = (mail: MailChanges = {}, parts: ConfigurationParts = {}) =>
  decideInbound(aConfiguration({ ...PARTS, ...parts }), aMail(mail))
export const outcomesOf = (mail: MailChanges, parts: ConfigurationParts = {}) =>
  decide(mail, parts).outcomes.map(({ recipient, result, reason }) => [recipient, result, reason])
export const codesOf = (mail: MailChanges, parts: ConfigurationParts = {}) =>
  decide(mail, parts).trace.map((taken) => taken.code)
export const header = (name: string, value: string) => ({ name, value })
