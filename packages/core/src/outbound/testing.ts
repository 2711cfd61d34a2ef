import { checkOnce, domain, platform, right } from '../domain/testing.js'
import type { MailDomain, RecordState } from '../domain/types.js'
import { LIMIT_DEFAULTS } from '../organisation/limits.js'
import { addressSettings, NOON } from '../testing.js'
import { composeOutbound } from './compose-outbound.js'
import type { OutboundDecision, OutboundDraft, OutboundFacts } from './types.js'
import { weighOutbound } from './weigh-outbound.js'

/** An agent's answer to a customer. */
export function aDraft(changes: Partial<OutboundDraft> = {}): OutboundDraft {
  return {
    kind: 'REPLY',
    to: ['ada@customer.example'],
    cc: [],
    bcc: [],
    subject: 'Re: Where is my order?',
    html: '<p>It left today.</p>',
    includeHistory: true,
    isInitial: true,
    history: null,
    editorHtml: null,
    agentName: 'Ben Roth',
    inReplyTo: '<question@customer.example>',
    references: [],
    loopAddresses: [],
    attachments: [],
    ...changes,
  }
}

/** What the server knows of `help@support.example.com`, whose domain has everything verified. */
export function outboundFacts(changes: Partial<OutboundFacts> = {}): OutboundFacts {
  return {
    edition: 'CX_3',
    limits: LIMIT_DEFAULTS,
    organizationName: 'Acme',
    address: { address: 'help@support.example.com', settings: addressSettings() },
    fromAddress: null,
    from: sendingDomain(),
    platform,
    signature: null,
    seesHiddenBcc: true,
    now: NOON,
    uniqueId: '0190',
    ...changes,
  }
}

/** The domain of the From address, everything verified unless changed. */
export function sendingDomain(changes: Partial<MailDomain> = {}, more: Partial<OutboundFacts['from']> = {}) {
  return {
    domain: { ...domain, ...changes },
    states: checkOnce(right).states,
    dkimRotation: null,
    serverMessageBytes: null,
    serverSigns: false,
    ...more,
  }
}

/** The states without the records of these keys being verified. */
export function without(...keys: RecordState['key'][]): RecordState[] {
  return checkOnce(right).states.map((state) => (keys.includes(state.key) ? { ...state, status: 'PENDING' } : state))
}

/** The decision about a mail of a thousand bytes. */
export function decide(draft: Partial<OutboundDraft> = {}, facts: Partial<OutboundFacts> = {}): OutboundDecision {
  const all = outboundFacts(facts)
  return weighOutbound(composeOutbound(aDraft(draft), all), 1000, all)
}

/** Codes with paths of the problems: `to.0 ADDRESS_SYNTAX`. */
export function problemsOf({ problems }: Pick<OutboundDecision, 'problems'>): string[] {
  return problems.map(({ path, code }) => `${path.join('.')} ${code}`.trim())
}

/** Codes of the steps of a rule. */
export function stepsOf({ trace }: Pick<OutboundDecision, 'trace'>, rule: string): string[] {
  return trace.filter((step) => step.rule === rule).map(({ code }) => code)
}

/** The value of a header field. */
export function headerOf({ mail }: OutboundDecision, name: string): string | undefined {
  return mail?.headers.find((header) => header.name === name)?.value
}
