import {
  error,
  nameKey,
  parseCannedResponse,
  parseResponseBody,
  type CannedResponse,
  type CannedResponseDraft,
  type Problem,
} from '@mailroom/core'
import { POLICY_VERSION } from '@mailroom/html'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { loadAddressUses } from '../address/address-uses.read-model.js'
import { deleteRestorably, restoreDeleted } from '../deleted-item/restorable.read-model.js'
import { loadFlowUses } from '../flow/flow-uses.read-model.js'
import { CannedResponseEntity, type CannedResponseKind } from './canned-response.entity.js'
import type {
  CreateCannedResponseInput,
  PreviewCannedResponseInput,
  UpdateCannedResponseInput,
} from './canned-response.input.js'
import type { Cleaned } from './response-body.read-model.js'

/** What a canned response would become. */
interface ResponsePreview {
  readonly html: string
  readonly text: string
  readonly removed: readonly string[]
  readonly problems: readonly Problem[]
}

/** `cleaned`: what the HTML of the input became. */
export async function createCannedResponse(
  uow: UnitOfWork,
  input: CreateCannedResponseInput,
  cleaned: Cleaned,
): Promise<Written<CannedResponseEntity>> {
  const { row, body, problems } = await parse(uow, input, cleaned, null)
  const entity = await uow.of(CannedResponseEntity).insert({ id: uow.newId('rsp'), ...row, ...accepted(body) })
  return { entity, problems }
}

/** `cleaned`: what the HTML of the input became; null: it has none. */
export async function updateCannedResponse(
  uow: UnitOfWork,
  input: UpdateCannedResponseInput,
  cleaned: Cleaned | null,
): Promise<Written<CannedResponseEntity>> {
  const current = await seen(uow.of(CannedResponseEntity), input)
  const { row, body, problems } = await parse(uow, input, cleaned, current)
  const entity = await uow.of(CannedResponseEntity).update(current, input.expectedVersion, { ...row, ...body })
  return { entity, problems }
}

/** IN_USE while an address or flow refers to it (R-ADR-10). */
export async function deleteCannedResponse(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(CannedResponseEntity), input)
  refuseInUse([...(await loadAddressUses(uow, 'responseId', input.id)), ...(await loadFlowUses(uow, input.id))])
  await deleteRestorably(uow, 'CannedResponse', current, input.expectedVersion)
}

/** Refused where its name is taken (R-DEL-1). */
export async function restoreCannedResponse(uow: UnitOfWork, id: string): Promise<Written<CannedResponseEntity>> {
  return restoreDeleted<CannedResponseEntity>(uow, 'CannedResponse', id, async ({ row }, checks) => {
    checks.take(await checkName(uow, 'canned_response', row.name))
  })
}

/** What is stored; `body`: clean HTML, and what was given for cleaning it again by a later policy. */
async function parse(
  uow: UnitOfWork,
  draft: CannedResponseDraft,
  cleaned: Cleaned | null,
  current: CannedResponseEntity | null,
) {
  const checks = new Checks()
  const isRefused = cleaned !== null && 'code' in cleaned
  // What is too long the engine refuses itself.
  if (isRefused && cleaned.code !== 'TOO_LONG') checks.add([cleaned])
  const html = cleaned && !isRefused ? cleaned.html : draft.html
  const response = checks.take(parseCannedResponse({ ...draft, html }, current))
  if (response) checks.take(await checkName(uow, 'canned_response', response.name, current?.id))
  if (current && response) checks.add(await checkKind(uow, current, response))
  checks.refuse()
  const { name, kind, html: clean, text, ownText } = accepted(response)
  const row = { name, nameKey: nameKey(name), kind: kind as CannedResponseKind, text, ownText }
  const source = draft.html?.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd')
  const body = source === undefined ? undefined : { html: clean, source, policyVersion: POLICY_VERSION }
  return { row, body, problems: checks.problems }
}

/** A response in use stays of its kind: addresses need signatures (R-ADR-9), flows replies. */
async function checkKind(uow: UnitOfWork, current: CannedResponseEntity, wanted: CannedResponse): Promise<Problem[]> {
  if (current.kind === wanted.kind) return []
  const uses = [...(await loadAddressUses(uow, 'responseId', current.id)), ...(await loadFlowUses(uow, current.id))]
  return uses.length > 0 ? [error('IN_USE', ['kind'], { count: uses.length })] : []
}

/** What a response would become; nothing is written. Problems as `createCannedResponse` has of the same fields. */
export function previewResponse(input: PreviewCannedResponseInput, cleaned: Cleaned): ResponsePreview {
  if ('code' in cleaned) return { html: '', text: '', removed: [], problems: [cleaned] }
  const { html, removed } = cleaned
  const body = parseResponseBody({ html, text: input.text }, null)
  const text = body.ok ? body.value.text : cleaned.text
  return { html, text, removed, problems: body.problems }
}
