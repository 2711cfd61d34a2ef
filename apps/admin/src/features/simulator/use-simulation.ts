import { reactive, ref, shallowRef } from 'vue'
import {
  SimulateInboundDocument,
  SimulatorAddressByIdDocument,
  SimulatorAddressByNameDocument,
  SimulatorContextDocument,
  SimulatorFlowDocument,
  type SimulatorAddressFragment,
  type SimulatorFlowFragment,
} from '@/gql/graphql'
import { client, toFailure, useOrganization, type Failure } from '@/shared/api'
import type { UnsavedAddress } from '@/shared/unsaved-address'
import type { Fetched } from './configuration'
import type { Unreadable } from './decide'
import { toMessageInput, type MailForm } from './mail-form'
import { ofServer, type ShownDecision } from './outcome'

/** What came of a run: the decision by what is stored and, where asked for, by the unsaved form. */
export type Simulation =
  | { readonly kind: 'UNREADABLE'; readonly why: Unreadable }
  | { readonly kind: 'DECIDED'; readonly live: ShownDecision; readonly unsaved: ShownDecision | null }

const decider = () => import('./decide')

/** Runs mails through the engine: what is stored on the server, an unsaved form here in the browser. */
export function useSimulation() {
  const organization = useOrganization()
  const busy = ref(false)
  const result = shallowRef<Simulation>()
  const failure = shallowRef<Failure>()
  const org = () => organization.slug.value

  async function run(form: MailForm, unsaved: UnsavedAddress | null): Promise<void> {
    if (busy.value) return
    busy.value = true
    failure.value = undefined
    try {
      result.value = await simulate(form, unsaved)
    } catch (error) {
      failure.value = toFailure(error)
    } finally {
      busy.value = false
    }
  }

  async function simulate(form: MailForm, unsaved: UnsavedAddress | null): Promise<Simulation> {
    const { readMail, decide, candidates } = await decider()
    const mail = await readMail(form, Date.now())
    if ('reason' in mail) return { kind: 'UNREADABLE', why: mail }
    if (!unsaved?.settings) return { kind: 'DECIDED', live: await askServer(form), unsaved: null }
    const context = await loadContext()
    const fetched = await load(context, candidates(mail, context.domains), unsaved)
    const override = { addressId: unsaved.id, settings: unsaved.settings }
    return {
      kind: 'DECIDED',
      live: decide(fetched, mail, null, unsaved.names),
      unsaved: decide(fetched, mail, override, unsaved.names),
    }
  }

  async function askServer(form: MailForm): Promise<ShownDecision> {
    const variables = { org: org(), input: toMessageInput(form) }
    const { data } = await client.query({ query: SimulateInboundDocument, variables, fetchPolicy: 'no-cache' })
    return ofServer(data.organization!.simulateInbound)
  }

  async function loadContext(): Promise<Fetched['context']> {
    const { data } = await client.query({
      query: SimulatorContextDocument,
      variables: { org: org() },
      fetchPolicy: 'network-only',
    })
    return data.organization!
  }

  /** The addresses that the mail can match, and the flows that only the unsaved form names. */
  async function load(context: Fetched['context'], keys: readonly string[], unsaved: UnsavedAddress): Promise<Fetched> {
    const { routing, spamRouting } = unsaved.settings!
    const flowIds = [routing, spamRouting].flatMap((one) => (one.kind === 'FLOW' ? [one.flowId] : []))
    const [addresses, flows] = await Promise.all([
      Promise.all([addressById(unsaved.id), ...keys.slice(0, 50).map(addressByName)]),
      Promise.all([...new Set(flowIds)].map(flowById)),
    ])
    const found = new Map(addresses.filter((one) => one !== null).map((address) => [address.id, address]))
    return { context, addresses: [...found.values()], flows: flows.filter((flow) => flow !== null) }
  }

  async function addressById(id: string): Promise<SimulatorAddressFragment | null> {
    const variables = { org: org(), id }
    const { data } = await client.query({ query: SimulatorAddressByIdDocument, variables, fetchPolicy: 'network-only' })
    return data.organization?.emailAddress ?? null
  }

  async function addressByName(address: string): Promise<SimulatorAddressFragment | null> {
    const variables = { org: org(), address }
    const { data } = await client.query({
      query: SimulatorAddressByNameDocument,
      variables,
      fetchPolicy: 'network-only',
    })
    return data.organization?.address ?? null
  }

  async function flowById(id: string): Promise<SimulatorFlowFragment | null> {
    const variables = { org: org(), id }
    const { data } = await client.query({ query: SimulatorFlowDocument, variables, fetchPolicy: 'network-only' })
    return data.organization?.flow ?? null
  }

  return reactive({ run, busy, result, failure })
}
