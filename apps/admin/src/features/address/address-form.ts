import type {
  AddressDetailsFragment,
  EmailAddressSettingsInput,
  EmailRoutingInput,
  HistoryInclusion,
  SenderChoiceFragment,
  SignatureFrequency,
  SignaturePlacement,
} from '@/gql/graphql'
import { toFlowOption, toOption, type FlowOption } from '@/shared/choices'
import type { Option } from '@/shared/ui'
import { mailboxOf, mailboxText } from './typed-text'

/** A configured address as From address, with what carries over from it (R-ADR-6). */
export interface SenderOption extends Option {
  sender: SenderChoiceFragment
}

/** What the address page holds while it is edited: every variant's values at once, so that no switch loses any. */
export interface AddressForm {
  localPart: string
  fromName: string
  /** null: the address itself (R-ADR-3). */
  from: SenderOption | null
  replyTo: string
  /** As typed: `Name <address>` or an address. */
  bcc: string[]
  routing: 'QUEUE' | 'FLOW' | 'NONE'
  queue: Option | null
  skills: Option[]
  language: Option | null
  /** NaN: what was typed is no number. */
  priority: number | null
  flow: FlowOption | null
  spamRouting: 'DISCONNECT' | 'FLOW'
  spamFlow: FlowOption | null
  signatureOn: boolean
  response: Option | null
  placement: SignaturePlacement
  frequency: SignatureFrequency
  history: HistoryInclusion
  multipleActions: boolean
}

/** A new address: a queue is what most want; the rest is the contract's defaults. */
export function emptyForm(): AddressForm {
  return {
    localPart: '',
    fromName: '',
    from: null,
    replyTo: '',
    bcc: [],
    routing: 'QUEUE',
    queue: null,
    skills: [],
    language: null,
    priority: 0,
    flow: null,
    spamRouting: 'DISCONNECT',
    spamFlow: null,
    signatureOn: false,
    response: null,
    placement: 'ON_SEND',
    frequency: 'ALL_OUTGOING',
    history: 'AGENT_DECIDES',
    multipleActions: false,
  }
}

/** An address as an option of the From address. */
export const toSenderOption = (sender: SenderChoiceFragment): SenderOption => ({
  id: sender.id,
  label: sender.address,
  note: sender.fromName ?? undefined,
  sender,
})

/** The form that shows a stored address. */
export function toForm(address: AddressDetailsFragment): AddressForm {
  return {
    ...emptyForm(),
    localPart: address.localPart,
    fromName: address.fromName ?? '',
    from: address.fromAddress.id === address.id ? null : toSenderOption(address.fromAddress),
    replyTo: address.replyTo ?? '',
    bcc: address.bcc.map(mailboxText),
    ...routingOf(address.routing),
    ...spamRoutingOf(address.spamRouting),
    ...signatureOf(address.signature),
    history: address.history,
    multipleActions: address.multipleActions,
  }
}

function routingOf(routing: AddressDetailsFragment['routing']): Partial<AddressForm> {
  if (routing.__typename === 'FlowRouting') return { routing: 'FLOW', flow: toFlowOption(routing.flow) }
  if (routing.__typename === 'NoRouting') return { routing: 'NONE' }
  const { queue, skills, language, priority } = routing
  return {
    routing: 'QUEUE',
    queue: toOption(queue),
    skills: skills.map(toOption),
    language: language ? toOption(language) : null,
    priority,
  }
}

function spamRoutingOf(spam: AddressDetailsFragment['spamRouting']): Partial<AddressForm> {
  return spam.__typename === 'SpamFlowRouting' ? { spamRouting: 'FLOW', spamFlow: toFlowOption(spam.flow) } : {}
}

function signatureOf(signature: AddressDetailsFragment['signature']): Partial<AddressForm> {
  if (!signature) return {}
  const { response, placement, frequency } = signature
  return { signatureOn: true, response: toOption(response), placement, frequency }
}

/** The form as core and the API take it: everything is said, so that what is not chosen is cleared. */
export function toAddressDraft(form: AddressForm): EmailAddressSettingsInput {
  return {
    fromName: form.fromName,
    fromAddressId: form.from?.id ?? null,
    replyTo: form.replyTo,
    bcc: form.bcc.map(mailboxOf),
    routing: routingDraft(form),
    spamRouting: form.spamRouting === 'FLOW' ? { flow: { flowId: form.spamFlow?.id ?? '' } } : { disconnect: true },
    signature: form.signatureOn
      ? { responseId: form.response?.id ?? '', placement: form.placement, frequency: form.frequency }
      : null,
    history: form.history,
    multipleActions: form.multipleActions,
  }
}

function routingDraft(form: AddressForm): EmailRoutingInput {
  if (form.routing === 'FLOW') return { flow: { flowId: form.flow?.id ?? '' } }
  if (form.routing === 'NONE') return { none: true }
  return {
    queue: {
      queueId: form.queue?.id ?? '',
      skillIds: form.skills.map((skill) => skill.id),
      languageId: form.language?.id ?? null,
      priority: form.priority,
    },
  }
}
