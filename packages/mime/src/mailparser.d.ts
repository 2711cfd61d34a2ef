/** The little of the tests' second reader that is used. */
declare module 'mailparser' {
  interface Mailbox {
    readonly address?: string
    readonly group?: readonly Mailbox[]
  }
  interface AddressObject {
    readonly value: readonly Mailbox[]
  }
  interface ParsedMail {
    readonly from?: AddressObject
    readonly to?: AddressObject | AddressObject[]
    readonly replyTo?: AddressObject
    readonly subject?: string
    readonly messageId?: string
    readonly references?: string | string[]
    readonly attachments: readonly unknown[]
  }
  function simpleParser(raw: Uint8Array): Promise<ParsedMail>
}
