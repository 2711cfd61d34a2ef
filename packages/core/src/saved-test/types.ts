import type { InboundOutcome, Verdict } from '../inbound/types.js'

/** How many tests an organisation can save. */
export const SAVED_TEST_LIMIT = 200
/** Largest mail of a saved test, in bytes of UTF-8 as it is kept: 128 kB, so that it fits into a request. */
export const SAVED_MAIL_BYTES = 131_072
/** Recipients that one test can expect something for. */
export const EXPECTED_RECIPIENTS = 50
/** Longest recipient that something can be expected for, in characters. */
export const EXPECTED_RECIPIENT_LENGTH = 1000
/** Labels that one outcome can be expected to have. */
export const EXPECTED_LABELS = 50

/** A mail as it is kept for a test: what the simulator takes, with times as ISO texts. */
export interface SavedMail {
  raw?: string | null | undefined
  envelopeFrom?: string | null | undefined
  envelopeTo?: readonly string[] | null | undefined
  from?: string | null | undefined
  to?: readonly string[] | null | undefined
  cc?: readonly string[] | null | undefined
  subject?: string | null | undefined
  text?: string | null | undefined
  headers?: readonly { readonly name: string; readonly value: string }[] | null | undefined
  spam?: Verdict | null | undefined
  virus?: Verdict | null | undefined
  /** Nothing: the moment of the run. */
  receivedAt?: string | null | undefined
  sizeBytes?: number | null | undefined
  threads?: readonly SavedThread[] | null | undefined
  autoReplied?: readonly { readonly addressId: string; readonly at: string }[] | null | undefined
}

/** An interaction that the mail of a test may continue (R-IN-5). */
export interface SavedThread {
  readonly messageIds: readonly string[]
  readonly subject?: string | null | undefined
  readonly open: boolean
  readonly disconnectedAt?: string | null | undefined
  readonly queueId?: string | null | undefined
}

type Expectable = Omit<InboundOutcome, 'recipient' | 'addressId'>

/** What a test expects for one recipient: only what is there is compared, and null expects nothing. */
export type ExpectedOutcome = { readonly recipient: string } & { readonly [K in keyof Expectable]?: Expectable[K] }

/** A test, normalised. */
export interface SavedTest {
  readonly name: string
  readonly mail: SavedMail
  readonly expected: readonly ExpectedOutcome[]
}

/** What a form holds and the API takes; undefined leaves. */
export interface SavedTestDraft {
  name?: string | null | undefined
  mail?: SavedMail | null | undefined
  expected?: readonly ExpectedOutcomeDraft[] | null | undefined
}

/** The same over the wire; of `result`, `continues`, `skillIds` and `labels` null is as if it were left out. */
export type ExpectedOutcomeDraft = { recipient: string } & {
  [K in keyof Expectable]?: (K extends 'reason' ? string : Expectable[K]) | null | undefined
}
