import {
  ADDRESS_DEFAULTS,
  type AddressDraft,
  type AddressFacts,
  type AddressSettings,
  type Problem,
  type Result,
} from '@mailroom/core'
import { shallowRef } from 'vue'
import type { AddressDomainFragment } from '@/gql/graphql'
import { translate, type ShownProblem } from '@/shared/i18n'
import type * as Engine from './address-engine'
import { toAddressDraft, type AddressForm } from './address-form'

/** Where the form shows the problems of a path of the API's; longest first. */
const FIELDS: readonly [path: string, field: keyof AddressForm][] = [
  ['routing.queue.queueId', 'queue'],
  ['routing.queue.skillIds', 'skills'],
  ['routing.queue.languageId', 'language'],
  ['routing.queue.priority', 'priority'],
  ['routing.queue', 'queue'],
  ['routing.flow', 'flow'],
  ['spamRouting.flow', 'spamFlow'],
  ['signature.responseId', 'response'],
  ['signature.placement', 'placement'],
  ['signature.frequency', 'frequency'],
  ['signature', 'signatureOn'],
  ['fromAddressId', 'from'],
  ['bcc', 'bcc'],
]

/** The problem at the field of the form that it is about. */
export function atField<P extends Problem>(problem: P): P {
  const path = problem.path.join('.')
  const found = FIELDS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`))
  return found ? { ...problem, path: [found[1]] } : problem
}

/** What the page knows of the organisation; what it does not know, the server checks. */
export interface KnownFacts {
  readonly addressId?: string | undefined
  readonly domain: AddressDomainFragment | undefined
  readonly domains: readonly AddressDomainFragment[]
  readonly bccLimit: number
}

/** Core's facts, as far as the form has them: that is all that was picked, and the organisation's domains. */
export function toFacts(form: AddressForm, { addressId, domain, domains, bccLimit }: KnownFacts): AddressFacts {
  const flows = [form.flow, form.spamFlow].filter((flow) => flow !== null)
  const from = form.from?.sender
  const address = `${form.localPart.trim()}@${domain?.name ?? ''}`
  return {
    self: addressId ? { id: addressId, address } : { address },
    bccLimit,
    flow: (id) => {
      const flow = flows.find((one) => one.id === id)
      return flow && { name: flow.label, published: flow.published }
    },
    isOwnDomain: (name) => domains.some((own) => own.name === name),
    ...(from && {
      fromAddress: () => ({
        address: from.address,
        domain: from.domain.displayName,
        canSend: from.domain.canSend.ready,
      }),
    }),
  }
}

/** Core's checks bring Unicode tables along, so they come after the page; until then the server alone checks. */
const engine = shallowRef<typeof Engine>()
void import('./address-engine').then((loaded) => (engine.value = loaded))

/** The form as checked settings, by core. */
export function parseForm(form: AddressForm, known: KnownFacts): Result<AddressSettings> {
  const parsed = engine.value?.parseAddress(toAddressDraft(form), ADDRESS_DEFAULTS, toFacts(form, known))
  return parsed ?? { ok: false, problems: [] }
}

/** The same of settings alone, of which the form that they come from knows the names. */
export function checkSettings(settings: AddressDraft, form: AddressForm, known: KnownFacts): ShownProblem[] {
  const parsed = engine.value?.parseAddress(settings, ADDRESS_DEFAULTS, toFacts(form, known))
  return (parsed?.problems ?? []).map(atField).map(inOwnWords)
}

/** Every problem that can be found without asking the server, at its field. */
export function checkForm(form: AddressForm, known: KnownFacts): ShownProblem[] {
  const localPart = engine.value?.parseLocalPart(form.localPart).problems ?? []
  return [...localPart, ...parseForm(form, known).problems.map(atField)].map(inOwnWords)
}

/** What to do about a field that is left empty. */
const REQUIRED: Readonly<Record<string, string>> = {
  localPart: 'address.localPart.required',
  queue: 'address.queue.required',
  flow: 'address.flow.required',
  spamFlow: 'address.flow.required',
  response: 'address.signature.required',
}

function inOwnWords(problem: ShownProblem): ShownProblem {
  const key = problem.code === 'REQUIRED' ? REQUIRED[problem.path.join('.')] : undefined
  return key ? { ...problem, text: translate(key) } : problem
}
