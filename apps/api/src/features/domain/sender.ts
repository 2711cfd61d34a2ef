import { error, type Problem } from '@mailroom/core'
import type { CreateDomainInput } from './domain.input.js'

/** A domain sends by an SMTP server of the organisation only if it names one that is there (R-DOM-4). */
export function checkSender({ sender, smtpServerId }: Pick<CreateDomainInput, 'sender' | 'smtpServerId'>): Problem[] {
  if (smtpServerId) return [error('REFERENCE_NOT_FOUND', ['smtpServerId'], { type: 'SmtpServer', id: smtpServerId })]
  return sender === 'SMTP' ? [error('REQUIRED', ['smtpServerId'])] : []
}
