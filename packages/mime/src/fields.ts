import type { HeaderField, Mailbox } from '@mailroom/core'
import { addressParser, decodeWords } from 'postal-mime'
import { repairControls } from './windows-1252.js'

/** C0, C1, line and paragraph separators: never part of a name, a subject or an address. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
/** Marks that turn the direction of the text around them, to show a name as another. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g

const clean = (value: string) => repairControls(value).replace(CONTROLS, ' ').replace(BIDI, '').trim()

/** Header fields of a mail, values unfolded but as encoded. */
export class Fields {
  constructor(private readonly fields: readonly { readonly key: string; readonly value: string }[]) {}

  /** All fields in order, decoded. */
  decoded(): HeaderField[] {
    return this.fields.map(({ key, value }) => ({ name: key, value: clean(decodeWords(value)) }))
  }

  /** The value of a field that a mail has once; of a forged second one nothing counts. */
  first(name: string): string {
    return this.fields.find(({ key }) => key === name)?.value ?? ''
  }

  text(name: string): string {
    return clean(decodeWords(this.first(name)))
  }

  /** Mailboxes of the first field of that name, groups opened; what names no address is left out. */
  mailboxes(name: string): Mailbox[] {
    return parseMailboxes(this.first(name))
  }

  /** The same of all fields of that name. */
  allMailboxes(name: string): Mailbox[] {
    return this.fields.filter(({ key }) => key === name).flatMap(({ value }) => parseMailboxes(value))
  }

  /** Message ids with their brackets; of a field without any, what looks like an id gets them. */
  ids(name: string): string[] {
    const value = this.first(name)
    if (value.includes('<')) return value.match(/<[^<>\s]+>/g) ?? []
    return value.split(/[\s,]+/).flatMap((word) => (word.includes('@') ? [`<${word.replaceAll('>', '')}>`] : []))
  }
}

function parseMailboxes(value: string): Mailbox[] {
  return addressParser(value, { flatten: true }).flatMap(({ address, name }) =>
    address && clean(address) ? [{ address: clean(address), name: clean(name) || null }] : [],
  )
}
