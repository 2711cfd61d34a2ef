import type { ParsedMessage } from '@mailroom/core'
import { parseMessage } from './parse-message.js'

type Optional<T> = T | null | undefined

/** A mail by its fields, in the shape of the contract's `InboundMessageInput` without `raw`. */
export interface MessageFields {
  readonly from?: Optional<string>
  readonly to?: Optional<readonly string[]>
  readonly cc?: Optional<readonly string[]>
  readonly subject?: Optional<string>
  readonly text?: Optional<string>
  readonly headers?: Optional<readonly { readonly name: string; readonly value: string }[]>
}

/** A composed mail as the engine reads it: exactly what the equal raw mail gives, limits included. */
export function toParsedMessage(fields: MessageFields): Promise<ParsedMessage> {
  return parseMessage(composeRaw(fields))
}

/** The raw mail of the fields, in UTF-8; a value cannot begin another line. */
export function composeRaw({ from, to, cc, subject, text, headers }: MessageFields): string {
  const named = [
    { name: 'From', value: from },
    { name: 'To', value: to?.join(', ') },
    { name: 'Cc', value: cc?.join(', ') },
    { name: 'Subject', value: subject },
  ].filter(({ value }) => value)
  // An empty header is a header: EXISTS finds it (R-FLO-2).
  const further = (headers ?? []).filter(({ name }) => name.trim())
  const lines = [...named, ...further].map(({ name, value }) => oneLine(`${name}: ${value}`))
  return [...lines, '', (text ?? '').replace(/\r\n?|\n/g, '\r\n')].join('\r\n')
}

const oneLine = (field: string) => field.replace(/[\r\n]+/g, ' ').trim()
