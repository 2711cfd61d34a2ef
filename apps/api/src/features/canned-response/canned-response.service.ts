import {
  CANNED_RESPONSE_BYTES,
  error,
  nameKey,
  parseCannedResponse,
  type CannedResponse,
  type CannedResponseDraft,
  type Problem,
} from '@mailroom/core'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { loadAddressUses } from '../address/address-uses.read-model.js'
import { loadFlowUses } from '../flow/flow-uses.read-model.js'
import { CannedResponseEntity, type CannedResponseKind } from './canned-response.entity.js'
import type { CreateCannedResponseInput, UpdateCannedResponseInput } from './canned-response.input.js'
import { cleanHtml, POLICY_VERSION } from '@mailroom/html'

export async function createCannedResponse(
  uow: UnitOfWork,
  input: CreateCannedResponseInput,
): Promise<Written<CannedResponseEntity>> {
  const { row, problems } = await parse(uow, input, null)
  return { entity: await uow.of(CannedResponseEntity).insert({ id: uow.newId('rsp'), ...row }), problems }
}

export async function updateCannedResponse(
  uow: UnitOfWork,
  input: UpdateCannedResponseInput,
): Promise<Written<CannedResponseEntity>> {
  const current = await seen(uow.of(CannedResponseEntity), input)
  const { row, problems } = await parse(uow, input, current)
  return { entity: await uow.of(CannedResponseEntity).update(current, input.expectedVersion, row), problems }
}

/** IN_USE while an address or flow refers to it (R-ADR-10). */
export async function deleteCannedResponse(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(CannedResponseEntity), input)
  refuseInUse([...(await loadAddressUses(uow, 'responseId', input.id)), ...(await loadFlowUses(uow, input.id))])
  await uow.of(CannedResponseEntity).delete(current, input.expectedVersion)
}

/** What is stored: cleaned HTML, and what was given for cleaning it again by a later policy. */
async function parse(uow: UnitOfWork, draft: CannedResponseDraft, current: CannedResponseEntity | null) {
  const checks = new Checks()
  const source = draft.html ?? current?.source ?? ''
  const isTooLong = Buffer.byteLength(source) > CANNED_RESPONSE_BYTES
  // What is too long is refused by the engine and never cleaned.
  const html = isTooLong || draft.html == null ? draft.html : cleanHtml(draft.html).html
  const text = typeof draft.text === 'string' ? draft.text.replaceAll('\0', '') : draft.text
  const response = checks.take(parseCannedResponse({ ...draft, html, text }, current))
  if (response) checks.take(await checkName(uow, 'canned_response', response.name, current?.id))
  if (current && response) checks.add(await checkKind(uow, current, response))
  checks.refuse()
  const { name, kind, ...body } = accepted(response)
  const stored = {
    ...body,
    kind: kind as CannedResponseKind,
    source: source.replaceAll('\0', ''),
    policyVersion: POLICY_VERSION,
  }
  return { row: { name, nameKey: nameKey(name), ...stored }, problems: checks.problems }
}

/** A response in use stays of its kind: addresses need signatures (R-ADR-9), flows replies. */
async function checkKind(uow: UnitOfWork, current: CannedResponseEntity, wanted: CannedResponse): Promise<Problem[]> {
  if (current.kind === wanted.kind) return []
  const uses = [...(await loadAddressUses(uow, 'responseId', current.id)), ...(await loadFlowUses(uow, current.id))]
  return uses.length > 0 ? [error('IN_USE', ['kind'], { count: uses.length })] : []
}
