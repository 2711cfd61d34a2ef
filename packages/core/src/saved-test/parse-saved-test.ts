import { checkPriority } from '../address/queue-target.js'
import { checkReference, checkResponse } from '../flow/references.js'
import type { ReferenceFacts } from '../flow/facts.js'
import type { InboundReason } from '../inbound/types.js'
import { parseName } from '../organisation/names.js'
import { checkBytes, error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { byteLength } from '../text.js'
import {
  EXPECTED_LABELS,
  EXPECTED_RECIPIENT_LENGTH,
  EXPECTED_RECIPIENTS,
  SAVED_MAIL_BYTES,
  type ExpectedOutcome,
  type ExpectedOutcomeDraft,
  type SavedMail,
  type SavedTest,
  type SavedTestDraft,
} from './types.js'

/** What tests refer to beside what flows do. */
export interface SavedTestFacts extends ReferenceFacts {
  flow?(id: string): object | undefined
  address?(id: string): object | undefined
}

const REASONS: Readonly<Record<InboundReason, true>> = {
  SPAM: true,
  VIRUS: true,
  AUTO_GENERATED: true,
  FLOW: true,
  OUTBOUND_ONLY: true,
  ANOTHER_ADDRESS: true,
  POSTMASTER: true,
  TOO_LARGE: true,
  EDITION_WITHOUT_EMAIL: true,
  FLOW_UNPUBLISHED: true,
}

/**
 * The test that is there after a write. `current`: what is stored, null for a new one; what is left out stays as it is,
 * also where something that it refers to is gone. Problems: those of `parseName`, REQUIRED, EXACTLY_ONE, TOO_LONG (of the
 * mail, in bytes), OUT_OF_RANGE, INVALID, NOT_UNIQUE (of recipients) and REFERENCE_NOT_FOUND.
 */
export function parseSavedTest(
  draft: SavedTestDraft,
  current: SavedTest | null,
  facts: SavedTestFacts = {},
): Result<SavedTest> {
  const name = parseName(draft.name === undefined ? current?.name : draft.name, ['name'])
  const mail = draft.mail === undefined && current ? kept(current.mail) : parseSavedMail(draft.mail, facts)
  const expected =
    draft.expected === undefined && current ? kept(current.expected) : parseExpected(draft.expected, facts)
  const problems = [...name.problems, ...mail.problems, ...expected.problems]
  return name.ok && mail.ok && expected.ok
    ? resultOf({ name: name.value, mail: mail.value, expected: expected.value }, problems)
    : { ok: false, problems }
}

function kept<T>(value: T): Result<T> {
  return { ok: true, value, problems: [] }
}

function parseSavedMail(mail: SavedMail | null | undefined, facts: SavedTestFacts): Result<SavedMail> {
  if (!mail || isEmpty(mail)) return { ok: false, problems: [error('REQUIRED', ['mail'])] }
  const count = byteLength(JSON.stringify(mail))
  const problems = checkBytes(count, SAVED_MAIL_BYTES, ['mail'])
  if (mail.raw != null && contentOf(mail).some((part) => part != null))
    problems.push(error('EXACTLY_ONE', ['mail', 'raw'], { of: 'raw, from, to, cc, subject, text, headers' }))
  if (mail.sizeBytes != null && mail.sizeBytes < 0)
    problems.push(error('OUT_OF_RANGE', ['mail', 'sizeBytes'], { min: 0, max: 2_147_483_647, found: mail.sizeBytes }))
  return resultOf(mail, [...problems, ...checkMailReferences(mail, facts)])
}

function contentOf({ from, to, cc, subject, text, headers }: SavedMail): readonly unknown[] {
  return [from, to, cc, subject, text, headers]
}

/** No recipient at all: there would be nothing to decide. */
function isEmpty({ raw, to, cc, envelopeTo }: SavedMail): boolean {
  return !raw?.trim() && !to?.length && !cc?.length && !envelopeTo?.length
}

function parseExpected(
  drafts: readonly ExpectedOutcomeDraft[] | null | undefined,
  facts: SavedTestFacts,
): Result<readonly ExpectedOutcome[]> {
  const count = drafts?.length ?? 0
  if (!drafts || count === 0) return { ok: false, problems: [error('REQUIRED', ['expected'])] }
  if (count > EXPECTED_RECIPIENTS)
    return {
      ok: false,
      problems: [error('OUT_OF_RANGE', ['expected'], { min: 1, max: EXPECTED_RECIPIENTS, found: count })],
    }
  const problems = drafts.flatMap((draft, index) => checkExpected(draft, drafts, index))
  const expected = drafts.map(toExpected)
  return resultOf(expected, [...problems, ...checkExpectedReferences(expected, facts)])
}

function checkExpected(
  { recipient, reason, priority, labels }: ExpectedOutcomeDraft,
  all: readonly ExpectedOutcomeDraft[],
  index: number,
): Problem[] {
  const path = ['expected', String(index)]
  const key = recipient.trim().toLowerCase()
  const isFirst = all.findIndex((other) => other.recipient.trim().toLowerCase() === key) === index
  const found = labels?.length ?? 0
  return [
    ...(key === '' ? [error('REQUIRED', [...path, 'recipient'])] : []),
    ...checkLength(recipient, [...path, 'recipient']),
    ...(key !== '' && !isFirst ? [error('NOT_UNIQUE', [...path, 'recipient'])] : []),
    ...(reason != null && !Object.hasOwn(REASONS, reason) ? [error('INVALID', [...path, 'reason'])] : []),
    ...(priority != null ? checkPriority(priority, [...path, 'priority']) : []),
    ...(found > EXPECTED_LABELS
      ? [error('OUT_OF_RANGE', [...path, 'labels'], { min: 0, max: EXPECTED_LABELS, found })]
      : (labels ?? []).flatMap((label, place) => parseName(label, [...path, 'labels', String(place)]).problems)),
  ]
}

/** As it stands in the mail, which need not be an address. */
function checkLength(recipient: string, path: readonly string[]): Problem[] {
  const [limit, count] = [EXPECTED_RECIPIENT_LENGTH, recipient.length]
  return count > limit ? [error('TOO_LONG', path, { limit, count })] : []
}

/** Without what is not compared. */
function toExpected(draft: ExpectedOutcomeDraft): ExpectedOutcome {
  const { recipient, result, reason, continues, skillIds, labels, ...others } = draft
  const rest = { queueId: others.queueId, flowId: others.flowId, languageId: others.languageId }
  const given = {
    result: result ?? undefined,
    reason: reason as InboundReason | null | undefined,
    continues: continues ?? undefined,
    ...rest,
    skillIds: skillIds ?? undefined,
    priority: others.priority,
    labels: labels ?? undefined,
    autoReplyId: others.autoReplyId,
  }
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined)
  return { recipient: recipient.trim(), ...Object.fromEntries(chosen) }
}

/**
 * REFERENCE_NOT_FOUND for everything that a test refers to and that is not there any more: such a test fails, and says
 * so, whatever is decided.
 */
export function checkTestReferences({ mail, expected }: Omit<SavedTest, 'name'>, facts: SavedTestFacts): Problem[] {
  return [...checkMailReferences(mail, facts), ...checkExpectedReferences(expected, facts)]
}

function checkMailReferences({ threads, autoReplied }: SavedMail, facts: SavedTestFacts): Problem[] {
  const queues = (threads ?? []).flatMap(({ queueId }, index) =>
    queueId ? checkReference('Queue', queueId, facts.queue, ['mail', 'threads', String(index), 'queueId']) : [],
  )
  const addresses = (autoReplied ?? []).flatMap(({ addressId }, index) =>
    checkReference('EmailAddress', addressId, facts.address, ['mail', 'autoReplied', String(index), 'addressId']),
  )
  return [...queues, ...addresses]
}

function checkExpectedReferences(expected: readonly ExpectedOutcome[], facts: SavedTestFacts): Problem[] {
  return expected.flatMap(({ queueId, flowId, skillIds, languageId, autoReplyId }, index) => {
    const at = (...more: string[]) => ['expected', String(index), ...more]
    return [
      ...(queueId != null ? checkReference('Queue', queueId, facts.queue, at('queueId')) : []),
      ...(flowId != null ? checkReference('Flow', flowId, facts.flow, at('flowId')) : []),
      ...(skillIds ?? []).flatMap((id, place) =>
        checkReference('Skill', id, facts.skill, at('skillIds', String(place))),
      ),
      ...(languageId != null ? checkReference('Language', languageId, facts.language, at('languageId')) : []),
      ...(autoReplyId != null ? checkResponse(autoReplyId, 'REPLY', facts, at('autoReplyId')) : []),
    ]
  })
}
