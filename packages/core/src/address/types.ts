/** A mailbox: a strict address (R-ADR-1) and an optional display name (R-ADR-2). */
export interface Mailbox {
  readonly address: string
  readonly name: string | null
}

/** Where mail that is not spam goes: exactly one (R-ADR-7). */
export type Routing =
  | {
      readonly kind: 'QUEUE'
      readonly queueId: string
      readonly skillIds: readonly string[]
      readonly languageId: string | null
      /** An integer from −25 000 000 to 25 000 000; 1 counts as one minute waited (R-QUE-1). */
      readonly priority: number
    }
  | { readonly kind: 'FLOW'; readonly flowId: string }
  | { readonly kind: 'NONE' }

/** Where spam goes (R-ADR-8). */
export type SpamRouting = { readonly kind: 'DISCONNECT' } | { readonly kind: 'FLOW'; readonly flowId: string }

/** ON_SEND: appended on sending, agents do not see it. IN_EDITOR: in the draft, agents may edit it (R-ADR-9). */
export type SignaturePlacement = 'ON_SEND' | 'IN_EDITOR'
/** Which mails of an interaction get the signature (R-ADR-9). */
export type SignatureFrequency = 'ALL_OUTGOING' | 'INITIAL_ONLY'
/** Whether the history leaves with a mail (R-ADR-11). */
export type HistoryInclusion = 'ALWAYS' | 'NEVER' | 'AGENT_DECIDES'

/** The signature of an address (R-ADR-9). */
export interface SignatureSettings {
  readonly responseId: string
  readonly placement: SignaturePlacement
  readonly frequency: SignatureFrequency
}

/** Everything that an address says about its mail, normalised (R-ADR-2 to R-ADR-12). */
export interface AddressSettings {
  readonly fromName: string | null
  /** Another configured address, or null: the address itself (R-ADR-3). */
  readonly fromAddressId: string | null
  readonly replyTo: string | null
  readonly bcc: readonly Mailbox[]
  readonly routing: Routing
  readonly spamRouting: SpamRouting
  readonly signature: SignatureSettings | null
  readonly history: HistoryInclusion
  readonly multipleActions: boolean
}

/** What a new address has where nothing is said (contract, CreateEmailAddressInput). */
export const ADDRESS_DEFAULTS: AddressSettings = {
  fromName: null,
  fromAddressId: null,
  replyTo: null,
  bcc: [],
  routing: { kind: 'NONE' },
  spamRouting: { kind: 'DISCONNECT' },
  signature: null,
  history: 'AGENT_DECIDES',
  multipleActions: false,
}

/** A value that a form or a client may leave out (stays), or give as null (cleared). */
type Patch<T> = T | null | undefined

/** What a form holds and the API takes (`EmailAddressSettingsInput`): unchecked, in the shape of the wire. */
export interface AddressDraft {
  fromName?: Patch<string>
  fromAddressId?: Patch<string>
  replyTo?: Patch<string>
  bcc?: Patch<readonly { address: string; name?: Patch<string> }[]>
  routing?: Patch<{
    queue?: Patch<{
      queueId: string
      skillIds?: Patch<readonly string[]>
      languageId?: Patch<string>
      priority?: Patch<number>
    }>
    flow?: Patch<{ flowId: string }>
    none?: Patch<boolean>
  }>
  spamRouting?: Patch<{ flow?: Patch<{ flowId: string }>; disconnect?: Patch<boolean> }>
  signature?: Patch<{ responseId: string; placement: SignaturePlacement; frequency: SignatureFrequency }>
  history?: Patch<HistoryInclusion>
  multipleActions?: Patch<boolean>
}
