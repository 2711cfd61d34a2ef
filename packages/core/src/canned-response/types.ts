/** What a canned response is for: appended to an address's mail (R-ADR-9), or sent as an answer (R-FLO-3). */
export type CannedResponseKind = 'SIGNATURE' | 'REPLY'

/** What a canned response says; `html` is sanitised by whoever stores it. */
export interface ResponseBody {
  readonly html: string
  /** The plain-text part of a mail. */
  readonly text: string
  /** Whether the text was given; otherwise it follows the HTML. */
  readonly ownText: boolean
}

/** A canned response, normalised. */
export interface CannedResponse extends ResponseBody {
  readonly name: string
  readonly kind: CannedResponseKind
}

/** What a form holds and the API takes; undefined leaves, a `text` of null is made of the HTML again. */
export interface CannedResponseDraft {
  name?: string | null | undefined
  kind?: CannedResponseKind | null | undefined
  html?: string | null | undefined
  text?: string | null | undefined
}
