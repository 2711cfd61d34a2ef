import { invitationMail, type Locale } from '@mailroom/messages'
import type { Logger } from 'pino'
import type { Mailer } from '../../adapters/mail/mailer.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { InvitationEntity } from './invitation.entity.js'

export interface SendingParts {
  /** Null: links are shown to the inviter and printed to the log. */
  readonly mailer: Mailer | null
  readonly log: Logger
  /** The address of the console, without a slash at its end: from the configuration, never from a request. */
  readonly url: () => string
}

/** The link of an invitation: its code is in the fragment, so that it reaches no log of what stands between. */
export function linkOf(url: string, code: string): string {
  return `${url}/invite#code=${code}`
}

/** Sends an invitation when its unit has been committed. */
export async function sendInvitation(
  uow: UnitOfWork,
  { mailer, log, url }: SendingParts,
  { email, invitedBy, id }: InvitationEntity,
  code: string,
  locale: Locale,
): Promise<void> {
  const found = await uow.first<{ name: string }>(sql`select name from organisation where id = ${uow.organisationId}`)
  const link = linkOf(url(), code)
  const mail = invitationMail({ organisation: found?.name ?? '', by: invitedBy, link }, locale)
  uow.afterCommit(() => {
    if (mailer === null) log.info({ invitation: id, link }, 'No relay is configured: hand this link over')
    else {
      mailer.send({ to: email, ...mail }).catch((err: unknown) => log.error({ err, invitation: id }, 'not invited'))
    }
  })
}
