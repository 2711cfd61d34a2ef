import type { Platform } from '@mailroom/core'
import type { Clock } from './adapters/clock.js'
import type { HtmlCleaner } from './adapters/html/html-cleaner.js'
import type { Secrets } from './adapters/secrets.js'
import type { ConfigurationReader } from './adapters/yaml/configuration-reader.js'
import type { Database } from './database/database.js'
import { createAddress, deleteAddress, updateAddress } from './features/address/address.service.js'
import {
  createCannedResponse,
  deleteCannedResponse,
  updateCannedResponse,
} from './features/canned-response/canned-response.service.js'
import type { ConfigurationWriters, DomainKeys, RunTests } from './features/configuration/configuration.ports.js'
import { ConfigurationResolver } from './features/configuration/configuration.resolver.js'
import { ConfigurationService } from './features/configuration/configuration.service.js'
import type { DkimKeyPair, DkimKeys } from './features/domain/dkim-keys.js'
import type { DomainService } from './features/domain/domain.service.js'
import { createFlow, deleteFlow, publishFlow, unpublishFlow, updateFlow } from './features/flow/flow.service.js'
import { createLanguage, deleteLanguage, updateLanguage } from './features/language/language.service.js'
import type { InboundDecider } from './features/inbound/inbound-decider.js'
import { InboundService } from './features/inbound/inbound.service.js'
import type { MessageReader } from './features/inbound/message-reader.js'
import type { OrganisationService } from './features/organisation/organisation.service.js'
import { createQueue, deleteQueue, updateQueue } from './features/queue/queue.service.js'
import { createSkill, deleteSkill, updateSkill } from './features/skill/skill.service.js'
import { createSmtpServer, deleteSmtpServer, updateSmtpServer } from './features/smtp-server/smtp-server.service.js'
import type { Writes } from './graphql/write.js'

interface Parts {
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly clock: Clock
  readonly platform: Platform
  readonly cleaner: HtmlCleaner
  readonly files: ConfigurationReader
  readonly reader: MessageReader
  readonly decider: InboundDecider
  readonly organisations: OrganisationService
  readonly domains: {
    readonly service: DomainService
    readonly keys: Pick<DkimKeys, 'take' | 'giveBack'>
    /** Is told of each domain that can, or can no longer, send. */
    readonly changed: (domainId: string) => void
  }
}

/** The configuration as one file, put together of the writes of all features. */
export function configurationResolvers(parts: Parts): object[] {
  const { files, reader, decider, platform, clock } = parts
  const runTests = testsOf(new InboundService(reader, decider, platform, clock))
  const deps = { ...parts, reader: files, writers: writersOf(parts), runTests }
  return [new ConfigurationResolver(new ConfigurationService(deps))]
}

function testsOf(inbound: InboundService): RunTests {
  return async (rows, locale) => {
    const { runs } = await inbound.runSavedTests(
      rows,
      { organizationId: rows.organisationId },
      { locale, seesBcc: true },
    )
    return runs.map(({ test, passes, after }) => ({ id: test.id, name: test.name, passes, decision: after }))
  }
}

function writersOf({ secrets, organisations, domains }: Parts): ConfigurationWriters {
  const { service, keys, changed } = domains
  return {
    settings: (uow, version, patch) => organisations.updateSettings(uow, version, patch),
    skills: { create: createSkill, update: updateSkill, remove: deleteSkill },
    languages: { create: createLanguage, update: updateLanguage, remove: deleteLanguage },
    queues: { create: createQueue, update: updateQueue, remove: deleteQueue } as ConfigurationWriters['queues'],
    smtpServers: {
      create: (uow, input) => createSmtpServer(uow, secrets, input),
      update: (uow, input) =>
        updateSmtpServer(uow, secrets, input, (domainId) => uow.afterCommit(() => changed(domainId))),
      remove: deleteSmtpServer,
    },
    cannedResponses: {
      create: createCannedResponse,
      update: updateCannedResponse,
      remove: deleteCannedResponse,
    } as ConfigurationWriters['cannedResponses'],
    flows: {
      create: createFlow,
      update: updateFlow,
      remove: deleteFlow,
      publish: publishFlow,
      unpublish: unpublishFlow,
    } as ConfigurationWriters['flows'],
    domains: {
      create: (uow, input, fresh) => service.createIn(uow, input, input.type === 'CUSTOM' ? (fresh?.next() ?? []) : []),
      update: (uow, input) => service.updateIn(uow, input),
      remove: (uow, input) => service.delete(uow, input),
    },
    addresses: {
      create: createAddress,
      update: updateAddress,
      remove: deleteAddress,
    } as ConfigurationWriters['addresses'],
    takeKeys: (count) => takeKeys(keys, count),
  }
}

const PER_DOMAIN = 2

async function takeKeys(keys: Parts['domains']['keys'], domains: number): Promise<DomainKeys> {
  const left: DkimKeyPair[] = domains === 0 ? [] : await keys.take(domains * PER_DOMAIN)
  return { next: () => left.splice(0, PER_DOMAIN), giveBack: () => keys.giveBack(left) }
}
