/** The little of the tests' second reader that is used. */
declare module 'mailparser' {
  interface ReadMailbox {
    readonly name: string
    readonly address?: string
  }
  interface ReadAddresses {
    readonly value: readonly ReadMailbox[]
  }
  interface ReadMail {
    readonly from?: ReadAddresses
    readonly to?: ReadAddresses
    readonly cc?: ReadAddresses
    readonly replyTo?: ReadAddresses
    readonly subject?: string
    readonly messageId?: string
    readonly inReplyTo?: string
    readonly references?: string | string[]
    readonly html: string | false
    readonly text?: string
    readonly headerLines: readonly { readonly key: string }[]
    readonly attachments: readonly { readonly filename?: string; readonly contentType: string }[]
  }
  function simpleParser(raw: string): Promise<ReadMail>
}
