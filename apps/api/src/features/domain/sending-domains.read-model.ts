import type { UnitOfWork } from '../../database/unit-of-work.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { DomainEntity } from './domain.entity.js'
import { loadClaims, publicRow } from './domain.read-model.js'
import { isReadinessOther, readinessOf, toMailDomain, withoutSpfWalk } from './mail-domain.js'
import type { SmtpServerEntity } from '../smtp-server/smtp-server.entity.js'

/**
 * Keeps with the domains that send by the server its host and what its last test says, and with that what they and
 * their addresses can do (R-DOM-12, R-ADR-13). Where the host is another, DNS is asked again (R-DOM-9). `changed` is
 * told of each domain that is another afterwards.
 */
export async function renewSendingDomains(
  uow: UnitOfWork,
  server: Pick<SmtpServerEntity, 'id' | 'host' | 'lastTestResult'>,
  changed: (domainId: string) => void,
): Promise<void> {
  const smtpTestOk = server.lastTestResult === 'OK'
  const domains = uow.of(DomainEntity)
  for (const current of await domains.find({ smtpServerId: server.id })) {
    const isHostOther = current.smtpHost !== server.host
    if (current.smtpTestOk === smtpTestOk && !isHostOther) continue
    const kept = { smtpTestOk, smtpHost: server.host }
    const [claim = 'NONE'] = await loadClaims(uow.everywhere, [current])
    const domain = toMailDomain({ ...publicRow(current), ...kept }, claim)
    const readiness = readinessOf(domain, current.recordStates)
    const recordStates = withoutSpfWalk(current.recordStates)
    const asked = isHostOther ? { recordStates, nextCheckAt: uow.now } : {}
    await domains.keep({ id: current.id }, { ...kept, ...readiness, ...asked })
    if (isReadinessOther(current, readiness)) await renewHealth(uow, { domainId: current.id })
    uow.afterCommit(() => changed(current.id))
  }
}
