import {
  alignStates,
  checkEmailEdition,
  checkMailFromSender,
  domainWarnings,
  error,
  parseMailFrom,
  type Platform,
} from '@mailroom/core'
import { StaleVersion } from '../../database/tenant-repository.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Checks, type Written } from '../../graphql/write.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import { DomainEntity } from './domain.entity.js'
import type { UpdateDomainInput } from './domain.input.js'
import { loadAllDomains, loadClaims, publicRow, type DomainRow } from './domain.read-model.js'
import { isReadinessOther, readinessOf, toMailDomain, withoutSpfWalk } from './mail-domain.js'
import { takeSender } from './sender.js'

/** Changes settings; records that are thereby new or changed start anew, and DNS is asked at once. */
export async function updateDomain(
  uow: UnitOfWork,
  input: UpdateDomainInput,
  platform: Platform,
): Promise<Written<DomainRow>> {
  const current = await uow.of(DomainEntity).get(input.id)
  if (!current) throw notFound()
  if (current.version !== input.expectedVersion) throw new StaleVersion(publicRow(current))
  const checks = new Checks()
  const organisation = await organisationOf(uow)
  checks.add(checkEmailEdition(organisation.edition))
  const sender = await takeSender(uow, current.type, input, current, checks)
  checks.add(checkMailFromSender(input.mailFromDomain, sender.sender))
  const mailFromDomain = await parseChangedMailFrom(uow, input, current, checks)
  checks.refuse()

  const reception = input.reception === undefined ? current.reception : (input.reception ?? 'MX')
  const settings = { ...sender, reception, mailFromDomain }
  const [claim = 'NONE'] = await loadClaims(uow.everywhere, [current])
  const domain = toMailDomain({ ...current, ...settings }, claim)
  const aligned = alignStates(domain, platform, current.recordStates, Date.parse(uow.now))
  const recordStates = sender.smtpHost === current.smtpHost ? aligned : withoutSpfWalk(aligned)
  const changed = await uow.of(DomainEntity).update(current, input.expectedVersion, {
    ...settings,
    recordStates,
    ...readinessOf(domain, recordStates),
    nextCheckAt: current.type === 'PLATFORM' ? null : uow.now,
  })
  if (isReadinessOther(current, changed)) await renewHealth(uow, { domainId: current.id })
  const warnings = domainWarnings(domain, platform, recordStates)
  return { entity: publicRow(changed), problems: [...checks.problems, ...warnings] }
}

async function parseChangedMailFrom(
  uow: UnitOfWork,
  { mailFromDomain }: UpdateDomainInput,
  current: DomainEntity,
  checks: Checks,
): Promise<string | null> {
  if (mailFromDomain === undefined) return current.mailFromDomain
  if (current.type === 'PLATFORM' && mailFromDomain?.trim()) checks.add([error('INVALID', ['mailFromDomain'])])
  const addressDomains = (await loadAllDomains(uow)).map((own) => own.name)
  return checks.take(parseMailFrom(mailFromDomain, current.name, { addressDomains }, ['mailFromDomain'])) ?? null
}
