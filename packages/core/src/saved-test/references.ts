import type { FlowReferences } from '../flow/flow-references.js'
import type { ExpectedOutcome, ExpectedOutcomeDraft, SavedMail } from './types.js'

/** Ids of everything that tests refer to, each once. */
export interface TestReferences extends FlowReferences {
  readonly flowIds: readonly string[]
  readonly addressIds: readonly string[]
}

interface Referring {
  readonly mail?: Pick<SavedMail, 'threads' | 'autoReplied'> | null | undefined
  readonly expected?: readonly (ExpectedOutcome | ExpectedOutcomeDraft)[] | null | undefined
}

/** What the tests refer to, so that it is asked for once. */
export function testReferences(tests: readonly Referring[]): TestReferences {
  const mails = tests.flatMap(({ mail }) => mail ?? [])
  const expected = tests.flatMap((test) => test.expected ?? [])
  const threads = mails.flatMap((mail) => mail.threads ?? [])
  return {
    queueIds: distinct([...threads, ...expected].map(({ queueId }) => queueId)),
    skillIds: distinct(expected.flatMap(({ skillIds }) => skillIds ?? [])),
    languageIds: distinct(expected.map(({ languageId }) => languageId)),
    responseIds: distinct(expected.map(({ autoReplyId }) => autoReplyId)),
    flowIds: distinct(expected.map(({ flowId }) => flowId)),
    addressIds: distinct(mails.flatMap(({ autoReplied }) => autoReplied ?? []).map(({ addressId }) => addressId)),
  }
}

function distinct(ids: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}
