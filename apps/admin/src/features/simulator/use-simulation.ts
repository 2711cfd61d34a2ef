import type { Problem } from '@mailroom/core'
import { reactive, ref, shallowRef } from 'vue'
import {
  SimulateInboundDocument,
  SimulatorAddressByNameDocument,
  SimulatorContextDocument,
  SimulatorFlowDocument,
  SimulatorRedirectionsDocument,
  type EmailAddressSettingsInput as Settings,
  type InboundMessageInput,
} from '@/gql/graphql'
import { client, toFailure, useOrganization, type Failure } from '@/shared/api'
import type { UnsavedAddress } from '@/shared/unsaved-address'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { Source } from './configuration'
import { toMessageInput, type MailForm } from './mail-form'
import { ofServer, type ShownDecision } from './outcome'

/** What came of a run: the decision by what is stored and, where asked for, by the unsaved form. */
export type Simulation =
  | { readonly kind: 'UNREADABLE'; readonly problem: Problem }
  | { readonly kind: 'DECIDED'; readonly live: ShownDecision; readonly unsaved: Unsaved | null }

/** What the unsaved form decides: here in the browser, and on the server, which must be the same. */
export interface Unsaved {
  readonly browser: ShownDecision
  readonly server: ShownDecision
}

const decider = () => import('./decide')

/** Runs mails through the engine: what is stored on the server, an unsaved form here in the browser. */
export function useSimulation() {
  const organization = useOrganization()
  const busy = ref(false)
  const result = shallowRef<Simulation>()
  const failure = shallowRef<Failure>()

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
    const { readMail, decideBoth } = await decider()
    const mail = await readMail(form, Date.now())
    if ('unreadable' in mail) return { kind: 'UNREADABLE', problem: mail.unreadable }
    if (!unsaved?.settings) return { kind: 'DECIDED', live: await askServer(toMessageInput(form)), unsaved: null }
    const { id: addressId, draft, settings, names } = unsaved
    const receivedAt = new Date(mail.receivedAt).toISOString()
    const [{ live, unsaved: browser }, server] = await Promise.all([
      decideBoth(await openSource(), mail, { addressId, settings }, names),
      askServer({ ...toMessageInput(form), receivedAt, overrides: [{ addressId, settings: draft as Settings }] }),
    ])
    return { kind: 'DECIDED', live, unsaved: { browser, server } }
  }

  async function askServer(input: InboundMessageInput): Promise<ShownDecision> {
    return ofServer((await fetchPart(SimulateInboundDocument, { input })).simulateInbound)
  }

  async function openSource(): Promise<Source> {
    return {
      context: await fetchPart(SimulatorContextDocument, {}),
      address: async (address) => (await fetchPart(SimulatorAddressByNameDocument, { address })).address,
      flow: async (id) => (await fetchPart(SimulatorFlowDocument, { id })).flow,
      async redirection(target) {
        const localPart = /^(.+)\.[a-z2-7]{20}@/.exec(target)?.[1]
        if (!localPart) return null
        const { addresses } = await fetchPart(SimulatorRedirectionsDocument, { search: localPart })
        return addresses.nodes.find((one) => one.redirectTarget === target) ?? null
      },
    }
  }

  /** What the organisation's part of a query answers, as it is now. */
  async function fetchPart<T, V extends { org: string }>(
    query: TypedDocumentNode<{ organization: T | null }, V>,
    variables: Omit<V, 'org'>,
  ): Promise<T> {
    const { data } = await client.query({
      query,
      variables: { ...variables, org: organization.slug.value } as V,
      fetchPolicy: 'no-cache',
    })
    return data.organization!
  }

  return reactive({ run, busy, result, failure })
}
