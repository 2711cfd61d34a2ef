import { mergeSpf, mergeSpfServer } from './spf-merge.js'
import type { ExpectedRecord, MailDomain, Platform, RecordKey, RecordState } from './types.js'

const TTL = 3600
const MX_PRIORITY = 10

/** What the value of an ownership record begins with (R-DOM-5). */
export const OWNERSHIP_PREFIX = 'mailroom-verification='

/**
 * The records that a domain has to publish, and those that are watched (R-DOM-5 to R-DOM-9); none for a platform
 * domain. With the states of the last check, SPF rows propose what is there with the platform's merged in.
 */
export function expectedRecords(
  domain: MailDomain,
  platform: Platform,
  states: readonly RecordState[] = [],
): ExpectedRecord[] {
  if (domain.type === 'PLATFORM') return []
  const { name, mailFromDomain } = domain
  const records: ExpectedRecord[] = [
    textRecord(domain, 'OWNERSHIP', `_mailroom-challenge.${name}`, OWNERSHIP_PREFIX + domain.ownershipToken),
    mxRecord(domain, 'MX', name, platform.mxHost),
    ...domain.dkimKeys.map(({ selector, publicKey }) =>
      textRecord(domain, `DKIM:${selector}`, `${selector}._domainkey.${name}`, `v=DKIM1; k=rsa; p=${publicKey}`),
    ),
  ]
  if (mailFromDomain !== null)
    records.push(
      mxRecord(domain, 'MAIL_FROM_MX', mailFromDomain, platform.feedbackHost),
      textRecord(domain, 'MAIL_FROM_SPF', mailFromDomain, spfValue('MAIL_FROM_SPF', platform.spfInclude, states)),
    )
  const include = domain.sender === 'PLATFORM' ? platform.spfInclude : null
  records.push(
    textRecord(domain, 'SPF', name, ownSpfValue(domain, include, states)),
    textRecord(domain, 'DMARC', `_dmarc.${name}`, 'v=DMARC1; p=none'),
  )
  return records
}

/** Whether the domain's sender and reception use the row at all: else it is NOT_REQUIRED (R-DOM-18). */
export function isInUse(domain: MailDomain, key: RecordKey): boolean {
  if (key === 'MX') return domain.reception === 'MX'
  if (key === 'MAIL_FROM_MX' || key === 'MAIL_FROM_SPF') return domain.sender === 'PLATFORM'
  return key !== 'OWNERSHIP' || domain.sender === 'PLATFORM' || domain.claim !== 'NONE'
}

function textRecord(domain: MailDomain, key: RecordKey, host: string, value: string): ExpectedRecord {
  return { ...rowOf(domain, key), type: 'TXT', host, value, priority: null, ttl: TTL }
}

function mxRecord(domain: MailDomain, key: RecordKey, host: string, value: string): ExpectedRecord {
  return { ...rowOf(domain, key), type: 'MX', host, value, priority: MX_PRIORITY, ttl: TTL }
}

function rowOf(domain: MailDomain, key: RecordKey): Pick<ExpectedRecord, 'key' | 'purpose' | 'required'> {
  const purpose = key === 'DKIM:mr1' || key === 'DKIM:mr2' ? 'DKIM' : key
  return { key, purpose, required: (key === 'OWNERSHIP' || key === 'MX') && isInUse(domain, key) }
}

/** Under SMTP the server is proposed too, once DNS was asked: a state belongs to the value before (R-DOM-9). */
function ownSpfValue({ sender, smtpHost }: MailDomain, include: string | null, states: readonly RecordState[]): string {
  const state = states.find(({ key }) => key === 'SPF')
  const isRight = state?.status === 'VERIFIED'
  return sender === 'SMTP' && smtpHost && state && !isRight
    ? mergeSpfServer(state.found, smtpHost)
    : spfValue('SPF', include, states)
}

function spfValue(key: RecordKey, include: string | null, states: readonly RecordState[]): string {
  const state = states.find((candidate) => candidate.key === key)
  const [first] = state?.found ?? []
  return state?.status === 'VERIFIED' && first !== undefined ? first : mergeSpf(state?.found ?? [], include)
}
