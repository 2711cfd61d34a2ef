import type { DnsPurpose, ExpectedRecord, RecordState } from './types.js'

const STRING_OCTETS = 255

const COMMENTS: Record<DnsPurpose, string> = {
  OWNERSHIP: 'Ownership: proves that the domain is yours',
  MX: 'MX: mail to the domain arrives at Mailroom',
  DKIM: 'DKIM: signs what is sent',
  MAIL_FROM_MX: 'MAIL FROM: bounces come back to Mailroom',
  MAIL_FROM_SPF: 'MAIL FROM: allows Mailroom to send',
  SPF: 'SPF',
  DMARC: 'DMARC',
}

/**
 * A BIND zone fragment of the records to publish, names fully qualified, a comment line before each. Rows that are
 * NOT_REQUIRED or only watched are left out. An SPF record that replaces one found at its name is a comment, for a
 * second SPF record would break both (R-DOM-9).
 */
export function toZoneFile(records: readonly ExpectedRecord[], states: readonly RecordState[] = []): string {
  return records
    .filter(({ purpose }) => purpose !== 'SPF' && purpose !== 'DMARC')
    .flatMap((record) => {
      const state = states.find(({ key }) => key === record.key)
      return state?.status === 'NOT_REQUIRED' ? [] : [zoneLines(record, (state?.found.length ?? 0) > 0)]
    })
    .join('\n')
}

function zoneLines(record: ExpectedRecord, isFound: boolean): string {
  const { host, ttl, type } = record
  const line = `${host}. ${ttl} IN ${type} ${zoneValue(record)}`
  const comment = `; ${COMMENTS[record.purpose]}`
  if (record.purpose !== 'MAIL_FROM_SPF' || !isFound) return `${comment}\n${line}\n`
  return `${comment}. Replaces the SPF record that is there:\n; ${line}\n`
}

function zoneValue({ type, value, priority }: ExpectedRecord): string {
  if (type === 'MX') return `${priority} ${value}.`
  return type === 'CNAME' ? `${value}.` : quotedStrings(value)
}

/** A text as the character strings of one record, each of at most 255 octets and in quotes. */
export function quotedStrings(text: string): string {
  return splitStrings(text).map(quote).join(' ')
}

/** Parts of at most 255 octets; record values are ASCII. */
function splitStrings(value: string): string[] {
  return value.match(new RegExp(`[^]{1,${STRING_OCTETS}}`, 'g')) ?? ['']
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
