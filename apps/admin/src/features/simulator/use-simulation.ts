import type { Problem } from '@mailroom/core'
import { reactive, ref, shallowRef } from 'vue'
import {
  SimulateInboundDocument,
  SimulatorAddressByNameDocument,
  SimulatorContextDocument,
  SimulatorFlowDocument,
  SimulatorRedirectionsDocument,
  type InboundMessageInput,
} from '@/gql/graphql'
import { client, toFailure, useOrganization, type Failure } from '@/shared/api'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { Source } from './configuration'
import { toMessageInput, type MailForm } from './mail-form'
import { ofServer, type ShownDecision } from './outcome'
import type { Trial } from './trial'

/** What came of a run: the decision by what is stored and, where asked for, by what is not. */
export type Simulation =
  | { readonly kind: 'UNREADABLE'; readonly problem: Problem }
  | {
      readonly kind: 'DECIDED'
      /** The mail, with the moment of the run where it names none. */
      readonly mail: InboundMessageInput
      readonly live: ShownDecision
      readonly unsaved: Unsaved | null
    }

/** What the unsaved form or draft decides: here in the browser, and on the server, which must be the same. */
export interface Unsaved {
  readonly browser: ShownDecision
  readonly server: ShownDecision
}

const decider = () => import('./decide')

/** Runs mails through the engine: what is stored on the server, what is not here in the browser. */
export function useSimulation() {
  const organization = useOrganization()
  const busy = ref(false)
  const result = shallowRef<Simulation>()
  const failure = shallowRef<Failure>()

  async function run(form: MailForm, trial: Trial | null): Promise<void> {
    if (busy.value) return
    busy.value = true
    failure.value = undefined
    try {
      result.value = await simulate(form, trial)
    } catch (error) {
      failure.value = toFailure(error)
    } finally {
      busy.value = false
    }
  }

  async function simulate(form: MailForm, trial: Trial | null): Promise<Simulation> {
    const { readMail, decideBoth } = await decider()
    const read = await readMail(form, Date.now())
    if ('unreadable' in read) return { kind: 'UNREADABLE', problem: read.unreadable }
    const mail = { ...toMessageInput(form), receivedAt: new Date(read.receivedAt).toISOString() }
    if (!trial) return { kind: 'DECIDED', mail, live: await askServer(mail), unsaved: null }
    const [{ live, unsaved: browser }, server] = await Promise.all([
      decideBoth(await openSource(), read, trial.override, trial.names),
      askServer({ ...mail, ...trial.input }),
    ])
    return { kind: 'DECIDED', mail, live, unsaved: { browser, server } }
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
