import { parseSender, SENDER_DEFAULT, type DomainSender, type DomainType } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { Checks } from '../../graphql/write.js'
import { SmtpServerEntity } from '../smtp-server/smtp-server.entity.js'
import type { DomainEntity } from './domain.entity.js'
import type { CreateDomainInput } from './domain.input.js'

/** Who sends for a domain, with what is kept of its SMTP server. */
export type SenderColumns = Pick<DomainEntity, 'sender' | 'smtpServerId' | 'serverSigns' | 'smtpHost' | 'smtpTestOk'>

/** The platform sends. */
export const BY_PLATFORM: SenderColumns = { ...SENDER_DEFAULT, smtpHost: null, smtpTestOk: null }

/** Who sends after the write (R-DOM-4): an SMTP server must be the organisation's own, and be there. */
export async function takeSender(
  uow: UnitOfWork,
  type: DomainType,
  input: Pick<CreateDomainInput, 'sender' | 'smtpServerId' | 'serverSigns'>,
  current: DomainSender,
  checks: Checks,
): Promise<SenderColumns> {
  const id = input.smtpServerId ?? current.smtpServerId
  const server = id === null ? null : await uow.of(SmtpServerEntity).get(id)
  const sender = checks.take(parseSender(type, input, current, { hasSmtpServer: (wanted) => wanted === server?.id }))
  if (!sender || sender.sender === 'PLATFORM') return BY_PLATFORM
  return { ...sender, smtpHost: server?.host ?? null, smtpTestOk: server?.lastTestResult === 'OK' }
}
