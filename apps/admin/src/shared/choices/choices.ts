import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { shallowRef } from 'vue'
import {
  CreateLanguageChoiceDocument,
  CreateQueueChoiceDocument,
  CreateSkillChoiceDocument,
  FlowChoicesDocument,
  LanguageChoicesDocument,
  MemberChoicesDocument,
  QueueChoicesDocument,
  ResponseChoicesDocument,
  SkillChoicesDocument,
  type CannedResponseKind,
} from '@/gql/graphql'
import { client, toProblem, useOrganization } from '@/shared/api'
import { currentLocale, problemText } from '@/shared/i18n'
import type { Option } from '@/shared/ui'
import { languageName, languageTag } from './language-tags'

/** A flow as an option: only published ones can be routed to (R-ADR-7). */
export interface FlowOption extends Option {
  published: boolean
}

interface Named {
  id: string
  name: string
}

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
    document: TypedDocumentNode<D, { org: string; search?: string | null }>,
    search: string,
  ): Promise<D> {
    const variables = { org: organization.slug.value, search: search || null }
    return (await client.query({ query: document, variables, fetchPolicy: 'network-only' })).data
  }

  async function make<D, I extends object, P extends Refusable>(
    document: TypedDocumentNode<D, { input: I }>,
    input: Omit<I, 'organizationId'>,
    pick: (data: D) => P,
  ): Promise<P | undefined> {
    const whole = { ...input, organizationId: organization.id.value } as unknown as I
    const { data } = await client.mutate({ mutation: document, variables: { input: whole } })
    const payload = data ? pick(data as D) : undefined
    refused.value = payload?.problems.map((problem) => problemText(toProblem(problem))) ?? []
    return payload
  }

  return {
    refused,
    async queues(text: string): Promise<Option[]> {
      return ((await ask(QueueChoicesDocument, text)).organization?.queues.nodes ?? []).map(toOption)
    },
    async skills(text: string): Promise<Option[]> {
      return ((await ask(SkillChoicesDocument, text)).organization?.skills.nodes ?? []).map(toOption)
    },
    async languages(text: string): Promise<Option[]> {
      const nodes = (await ask(LanguageChoicesDocument, text)).organization?.languages.nodes ?? []
      return nodes.map((language) => ({ ...toOption(language), note: language.tag }))
    },
    async flows(text: string): Promise<FlowOption[]> {
      return ((await ask(FlowChoicesDocument, text)).organization?.flows.nodes ?? []).map(toFlowOption)
    },
    async responses(text: string, kind: CannedResponseKind): Promise<Option[]> {
      const nodes = (await ask(ResponseChoicesDocument, text)).organization?.cannedResponses.nodes ?? []
      return nodes.filter((response) => response.kind === kind).map(toOption)
    },
    async members(text: string): Promise<Option[]> {
      const nodes = (await ask(MemberChoicesDocument, text)).organization?.members.nodes ?? []
      return nodes.map(({ id, user }) => ({ id, label: user.name || user.email, note: user.email }))
    },
    async createQueue(name: string): Promise<Option | undefined> {
      const made = await make(CreateQueueChoiceDocument, { name }, (data) => data.createQueue)
      return made?.queue ? toOption(made.queue) : undefined
    },
    async createSkill(name: string): Promise<Option | undefined> {
      const made = await make(CreateSkillChoiceDocument, { name }, (data) => data.createSkill)
      return made?.skill ? toOption(made.skill) : undefined
    },
    /** A tag is named in the console's language; a name without a known tag is left to the API to refuse. */
    async createLanguage(typed: string): Promise<Option | undefined> {
      const tag = languageTag(typed) ?? typed
      const name = tag === typed.toLowerCase() ? (languageName(tag, currentLocale.value) ?? typed) : typed
      const made = await make(CreateLanguageChoiceDocument, { name, tag }, (data) => data.createLanguage)
      return made?.language ? toOption(made.language) : undefined
    },
  }
}

export type Choices = ReturnType<typeof useChoices>
