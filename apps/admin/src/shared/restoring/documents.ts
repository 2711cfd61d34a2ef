import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import {
  RestoreCannedResponseDocument,
  RestoreEmailAddressDocument,
  RestoreFlowDocument,
  RestoreLanguageDocument,
  RestoreQueueDocument,
  RestoreSkillDocument,
  type ProblemFieldsFragment,
  type RestoreInput,
} from '@/gql/graphql'

interface Restored {
  readonly restored: {
    readonly entity: { readonly id: string } | null
    readonly problems: readonly ProblemFieldsFragment[]
  }
}
type Restoring = TypedDocumentNode<Restored, { input: RestoreInput }>

const DOCUMENTS: Readonly<Record<string, Restoring>> = {
  EmailAddress: RestoreEmailAddressDocument,
  Queue: RestoreQueueDocument,
  Flow: RestoreFlowDocument,
  Skill: RestoreSkillDocument,
  Language: RestoreLanguageDocument,
  CannedResponse: RestoreCannedResponseDocument,
}

/** The mutation that restores things of the type; undefined: this console does not know how. */
export const documentOf = (entityType: string): Restoring | undefined => DOCUMENTS[entityType]
