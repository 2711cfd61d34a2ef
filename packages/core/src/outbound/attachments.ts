import type { Attachment } from '../inbound/types.js'
import { error, hasErrors, type Problem } from '../problem.js'
import { step, type TraceStep } from '../trace.js'
import { checkHeaderText, HEADER_LIMITS } from './headers.js'

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i
/** More than any limit of a message allows, and far from where numbers lose whole bytes. */
const LARGEST = 2_147_483_647

/**
 * The attachments that may leave (R-OUT-8): TOO_MANY_ATTACHMENTS, and by path what no header can say (R-OUT-6): REQUIRED,
 * FORBIDDEN_CHARACTERS, TOO_LONG of a name, INVALID of a type, OUT_OF_RANGE of a size.
 */
export function checkAttachments(
  attachments: readonly Attachment[],
  limit: number,
  problems: Problem[],
  trace: TraceStep[],
): Attachment[] {
  const count = attachments.length
  const isTooMany = count > limit
  if (isTooMany) problems.push(error('TOO_MANY_ATTACHMENTS', ['attachments'], { limit, count }))
  trace.push(step('R-OUT-8', isTooMany ? 'ATTACHMENTS_TOO_MANY' : 'ATTACHMENTS_COUNTED', { count, limit }, isTooMany))
  return attachments.slice(0, limit).filter((attachment, index) => {
    const found = checkAttachment(attachment, ['attachments', String(index)])
    problems.push(...found)
    return !hasErrors(found)
  })
}

function checkAttachment({ name, type, sizeBytes }: Attachment, path: readonly string[]): Problem[] {
  const isSize = Number.isInteger(sizeBytes) && sizeBytes >= 0 && sizeBytes <= LARGEST
  return [
    ...(name.trim() === '' ? [error('REQUIRED', [...path, 'name'])] : []),
    ...checkHeaderText(name, HEADER_LIMITS.attachmentName, [...path, 'name']),
    ...(MEDIA_TYPE.test(type) ? [] : [error('INVALID', [...path, 'type'])]),
    ...(isSize ? [] : [error('OUT_OF_RANGE', [...path, 'sizeBytes'], { min: 0, max: LARGEST, found: sizeBytes })]),
  ]
}
