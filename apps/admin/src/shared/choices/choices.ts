import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { shallowRef } from 'vue'
import type { CannedResponseKind } from '@/gql/graphql'
import { client, toProblem, useOrganization } from '@/shared/api'
import { currentLocale, problemText } from '@/shared/i18n'
import type { Option } from '@/shared/ui'
import type * as Documents from './documents'

/** On their way while the page is looked at; nobody waits for them to see it. */
const loadDocuments = () => import('./documents')
loadDocuments().catch(() => undefined)

/** A flow as an option: only published ones can be routed to (R-ADR-7). */
export interface FlowOption extends Option {
  published: boolean
}

interface Named {
  id: string
  name: string
}

type Chosen<T> = (of: typeof Documents) => T

interface Refusable {
  problems: readonly Parameters<typeof toProblem>[0][]
}

/** A named thing as an option of a combobox. */
export const toOption = ({ id, name }: Named): Option => ({ id, label: name })

/** A flow as an option. */
export const toFlowOption = (flow: Named & { state: string }): FlowOption => ({
  ...toOption(flow),
  published: flow.state === 'PUBLISHED',
})

/** What the comboboxes of an organisation's things look for, and make on the spot. `refused`: why the last was not made. */
export function useChoices() {
  const organization = useOrganization()
  const refused = shallowRef<readonly string[]>([])

  async function ask<D>(
    document: Chosen<TypedDocumentNode<D, { org: string; search?: string | null }>>,
    search: string,
  ): Promise<D> {
    const query = document(await loadDocuments())
    const variables = { org: organization.slug.value, search: search || null }
    return (await client.query({ query, variables, fetchPolicy: 'network-only' })).data
  }

  async function make<D, I extends object, P extends Refusable>(
    document: Chosen<TypedDocumentNode<D, { input: I }>>,
    input: Omit<I, 'organizationId'>,
    pick: (data: D) => P,
  ): Promise<P | undefined> {
    const whole = { ...input, organizationId: organization.id.value } as unknown as I
    const mutation = document(await loadDocuments())
    const { data } = await client.mutate({ mutation, variables: { input: whole } })
    const payload = data ? pick(data as D) : undefined
    refused.value = payload?.problems.map((problem) => problemText(toProblem(problem))) ?? []
    return payload
  }

  return {
    refused,
    async queues(text: string): Promise<Option[]> {
      return ((await ask((of) => of.QueueChoicesDocument, text)).organization?.queues.nodes ?? []).map(toOption)
    },
    async skills(text: string): Promise<Option[]> {
      return ((await ask((of) => of.SkillChoicesDocument, text)).organization?.skills.nodes ?? []).map(toOption)
    },
    async languages(text: string): Promise<Option[]> {
      const nodes = (await ask((of) => of.LanguageChoicesDocument, text)).organization?.languages.nodes ?? []
      return nodes.map((language) => ({ ...toOption(language), note: language.tag }))
    },
    async flows(text: string): Promise<FlowOption[]> {
      return ((await ask((of) => of.FlowChoicesDocument, text)).organization?.flows.nodes ?? []).map(toFlowOption)
    },
    async responses(text: string, kind: CannedResponseKind): Promise<Option[]> {
      const nodes = (await ask((of) => of.ResponseChoicesDocument, text)).organization?.cannedResponses.nodes ?? []
      return nodes.filter((response) => response.kind === kind).map(toOption)
    },
    async members(text: string): Promise<Option[]> {
      const nodes = (await ask((of) => of.MemberChoicesDocument, text)).organization?.members.nodes ?? []
      return nodes.map(({ id, user }) => ({ id, label: user.name || user.email, note: user.email }))
    },
    async createQueue(name: string): Promise<Option | undefined> {
      const made = await make(
        (of) => of.CreateQueueChoiceDocument,
        { name },
        (data) => data.createQueue,
      )
      return made?.queue ? toOption(made.queue) : undefined
    },
    async createSkill(name: string): Promise<Option | undefined> {
      const made = await make(
        (of) => of.CreateSkillChoiceDocument,
        { name },
        (data) => data.createSkill,
      )
      return made?.skill ? toOption(made.skill) : undefined
    },
    /** A tag is named in the console's language; a name without a known tag is left to the API to refuse. */
    async createLanguage(typed: string): Promise<Option | undefined> {
      const { languageName, languageTag } = await import('./language-tags')
      const tag = languageTag(typed) ?? typed
      const name = tag === typed.toLowerCase() ? (languageName(tag, currentLocale.value) ?? typed) : typed
      const made = await make(
        (of) => of.CreateLanguageChoiceDocument,
        { name, tag },
        (data) => data.createLanguage,
      )
      return made?.language ? toOption(made.language) : undefined
    },
  }
}

export type Choices = ReturnType<typeof useChoices>
