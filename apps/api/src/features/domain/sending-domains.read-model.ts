import type { UnitOfWork } from '../../database/unit-of-work.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { DomainEntity } from './domain.entity.js'
import { loadClaims, publicRow } from './domain.read-model.js'
import { isReadinessOther, readinessOf, toMailDomain } from './mail-domain.js'
import type { SmtpServerEntity } from '../smtp-server/smtp-server.entity.js'

/**
 * Keeps with the domains that send by the server what its last test says, and with that what they and their addresses
 * can do (R-DOM-12, R-ADR-13). `changed` is told of each domain that is another afterwards.
 */
export async function renewSendingDomains(
  uow: UnitOfWork,
  server: Pick<SmtpServerEntity, 'id' | 'lastTestResult'>,
  changed: (domainId: string) => void,
): Promise<void> {
  const smtpTestOk = server.lastTestResult === 'OK'
  const domains = uow.of(DomainEntity)
  for (const current of await domains.find({ smtpServerId: server.id })) {
    if (current.smtpTestOk === smtpTestOk) continue
    const [claim = 'NONE'] = await loadClaims(uow.everywhere, [current])
    const domain = toMailDomain({ ...publicRow(current), smtpTestOk }, claim)
    const readiness = readinessOf(domain, current.recordStates)
    await domains.keep({ id: current.id }, { smtpTestOk, ...readiness })
    if (isReadinessOther(current, readiness)) await renewHealth(uow, { domainId: current.id })
    uow.afterCommit(() => changed(current.id))
  }
}
