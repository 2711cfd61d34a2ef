import {
  alignStates,
  FIRST_ROTATION,
  signingSelector,
  canReceive,
  canSend,
  domainWarnings,
  expectedRecords,
  toZoneFile,
  zoneOf,
  type Capability,
  type Claim,
  type DnsPurpose,
  type MailDomain,
  type RecordState,
} from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import { Arg, Args, Ctx, FieldResolver, GraphQLISODateTime, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../adapters/clock.js'
import { PageArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { ProblemType, toProblem, toProblems } from '../../graphql/problem.type.js'
import { whenReady, type Ready } from '../../graphql/when-ready.js'
import type { Written } from '../../graphql/write.js'
import { CreateDomainInput, DeleteDomainInput, UpdateDomainInput } from './domain.input.js'
import { DnsRecordType } from './dns-record.type.js'
import { loadClaims, type DomainRow } from './domain.read-model.js'
import type { DomainService, DomainServiceDeps } from './domain.service.js'
import { CapabilityType, DkimRotationType, DomainPayload, EmailDomainType } from './domain.type.js'
import { DnsPurposeEnum } from './domain.enum.type.js'
import { DnsProviderType, toDnsProvider } from './dns-provider.type.js'
import { toMailDomain } from './mail-domain.js'
import { RecordChangeConnectionType, type RecordChangeType } from './record-change.type.js'
import { shownRecords } from './shown-records.read-model.js'
import { loadTimeline } from './timeline.read-model.js'

export interface DomainResolverDeps extends Pick<DomainServiceDeps, 'platform' | 'database'> {
  readonly service: DomainService
  readonly clock: Clock
}

interface States {
  readonly domain: MailDomain
  readonly states: readonly RecordState[]
  readonly sending: Capability
  readonly reception: Capability
}

@Resolver(() => EmailDomainType)
export class DomainResolver {
  /** Rows live as long as their request: each is judged once for all of its fields. */
  readonly #known = new WeakMap<DomainRow, States>()

  constructor(private readonly deps: DomainResolverDeps) {}

  @Mutation(() => DomainPayload, { description: 'Adds a domain; DNS is asked at once and then by R-DOM-15.' })
  async createDomain(
    @Arg('input', () => CreateDomainInput, { description: 'The domain.' }) input: CreateDomainInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DomainPayload> {
    const scope = caller.enter(input.organizationId, 'routing:email:manage')
    return toPayload(await this.deps.service.create(scope, input), locale)
  }

  @Mutation(() => DomainPayload, {
    description: 'Changes how a domain sends and receives; its name is for ever (R-DOM-3).',
  })
  async updateDomain(
    @Arg('input', () => UpdateDomainInput, { description: 'The changes.' }) input: UpdateDomainInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DomainPayload> {
    const scope = caller.enterBy('dom', input.id, 'routing:email:manage')
    return toPayload(await this.deps.service.update(scope, input), locale)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a domain, with its addresses where it is named (R-DOM-13).' })
  async deleteDomain(
    @Arg('input', () => DeleteDomainInput, { description: 'The domain.' }) input: DeleteDomainInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('dom', input.id, 'routing:email:manage')
    const { database, service } = this.deps
    return runDelete(database, scope, input, locale, (uow) => service.delete(uow, input))
  }

  @Mutation(() => DomainPayload, {
    description:
      'Asks DNS now; RATE_LIMITED more often than every 10 s, 10 times an hour a domain or 100 an organisation.',
  })
  async checkDomain(
    @Arg('domainId', () => ID, { description: 'The domain.' }) domainId: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<DomainPayload> {
    const scope = caller.enterBy('dom', domainId, 'routing:email:manage')
    return toPayload(await this.deps.service.check(scope, domainId), locale)
  }

  @Mutation(() => DomainPayload, { description: 'Gives what is not verified another 72 hours (R-DOM-5).' })
  async restartVerification(
    @Arg('domainId', () => ID, { description: 'The domain.' }) domainId: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<DomainPayload> {
    const scope = caller.enterBy('dom', domainId, 'routing:email:manage')
    return toPayload(await this.deps.service.restart(scope, domainId), locale)
  }

  @Mutation(() => DomainPayload, {
    description:
      'Signs with the other DKIM key as soon as DNS shows its record, which is looked for at once. The record before stays valid for 7 days; then its selector gets a new key, PENDING until it is published (R-DOM-7). Asked again meanwhile, it goes on as it is. Problem: EDITION_WITHOUT_EMAIL.',
  })
  async rotateDkimKey(
    @Arg('domainId', () => ID, { description: 'The domain.' }) domainId: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<DomainPayload> {
    const scope = caller.enterBy('dom', domainId, 'routing:email:manage')
    return toPayload(await this.deps.service.rotateDkimKey(scope, domainId), locale)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The selector, mr1 or mr2, whose key signs now; null: none, so the key of the platform signs (R-OUT-7).',
  })
  dkimSelector(@Root() { dkimRotation, recordStates }: DomainRow): string | null {
    return signingSelector(dkimRotation ?? FIRST_ROTATION, recordStates)
  }

  @FieldResolver(() => DkimRotationType, {
    nullable: true,
    description: 'Where the rotation of the DKIM keys stands; null: a platform domain.',
  })
  dkimRotation(@Root() { type, dkimRotation }: DomainRow): DkimRotationType | null {
    if (type === 'PLATFORM') return null
    const { active, requestedAt, retiresAt } = dkimRotation ?? FIRST_ROTATION
    return { active, requestedAt: toDate(requestedAt), retiresAt: toDate(retiresAt) }
  }

  @FieldResolver(() => RecordChangeConnectionType, {
    description: 'The timeline: every change of a record, the latest first; the last 500 are kept (R-DOM-15).',
  })
  async recordChanges(
    @Root() { id, organisationId }: DomainRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('purpose', () => DnsPurposeEnum, { nullable: true, description: 'Only of these records.' })
    purpose: DnsPurpose | null,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<RecordChangeType>> {
    return loadTimeline(loaders.rows(organisationId), args, { domainId: id, purpose })
  }

  @FieldResolver(() => GraphQLISODateTime, { nullable: true, description: 'When DNS was asked last; null: never.' })
  lastCheckedAt(@Root() { lastCheckedAt }: DomainRow): string | null {
    return lastCheckedAt
  }

  @FieldResolver(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When DNS is asked next (R-DOM-15); null: never.',
  })
  nextCheckAt(@Root() { nextCheckAt }: DomainRow): string | null {
    return nextCheckAt
  }

  @FieldResolver(() => [DnsRecordType], { description: 'What to publish or what is watched, with the state of each.' })
  async dnsRecords(@Root() row: DomainRow, @Ctx() context: Context): Promise<DnsRecordType[]> {
    const { domain, states } = await this.#states(row, context)
    const signing = signingSelector(row.dkimRotation ?? FIRST_ROTATION, states)
    return shownRecords(domain, this.deps.platform, states, row).map((record) => ({
      ...record,
      hint: record.hint && toProblem(record.hint, context.locale),
      signs: record.key === `DKIM:${signing}`,
    }))
  }

  @FieldResolver(() => String, {
    description:
      'Name of the zone that the records are typed into: the one with NS records, else by the public suffix list.',
  })
  dnsZone(@Root() { name, dnsZone }: DomainRow): string {
    return zoneOf(name, dnsZone).zone
  }

  @FieldResolver(() => DnsProviderType, {
    nullable: true,
    description:
      'Who serves that zone, recognised by its NS records at the last check, looked for once an hour at most; null: nobody known, or not asked yet.',
  })
  dnsProvider(@Root() { name, type, dnsZone }: DomainRow): DnsProviderType | null {
    return type === 'PLATFORM' ? null : toDnsProvider(zoneOf(name, dnsZone).provider)
  }

  @FieldResolver(() => CapabilityType, { description: 'Whether it can send (R-DOM-12).' })
  canSend(@Root() row: DomainRow, @Ctx() context: Context): Ready<CapabilityType> {
    return whenReady(this.#states(row, context), ({ sending }) => new CapabilityInLocale(sending, context.locale))
  }

  @FieldResolver(() => CapabilityType, { description: 'Whether it can receive (R-DOM-12).' })
  canReceive(@Root() row: DomainRow, @Ctx() context: Context): Ready<CapabilityType> {
    return whenReady(this.#states(row, context), ({ reception }) => new CapabilityInLocale(reception, context.locale))
  }

  @FieldResolver(() => [ProblemType], { description: 'What to know of it by its last check (R-DOM-17).' })
  warnings(@Root() row: DomainRow, @Ctx() context: Context): Ready<ProblemType[]> {
    return whenReady(this.#states(row, context), ({ domain, states }) =>
      toProblems(domainWarnings(domain, this.deps.platform, states), context.locale),
    )
  }

  @FieldResolver(() => String, { description: 'The records to publish as a BIND zone fragment.' })
  async zoneFile(@Root() row: DomainRow, @Ctx() context: Context): Promise<string> {
    const { domain, states } = await this.#states(row, context)
    return toZoneFile(expectedRecords(domain, this.deps.platform, states), states)
  }

  /** The domain as the engine sees it now, with the states that fit its settings. */
  #states(row: DomainRow, context: Context): Ready<States> {
    const known = this.#known.get(row)
    if (known) return known
    return whenReady(row.claim ?? claimOf(row, context), (claim) => {
      const domain = toMailDomain(row, claim)
      const states = alignStates(domain, this.deps.platform, row.recordStates, this.deps.clock.now())
      const known = { domain, states, sending: canSend(domain, states), reception: canReceive(domain, states) }
      this.#known.set(row, known)
      return known
    })
  }
}

async function claimOf(row: DomainRow, { loaders }: Context): Promise<Claim> {
  const claim = await loaders.load(row.organisationId, 'claim', row.name, async (rows, names) => {
    const claims = await loadClaims(
      rows.everywhere,
      names.map((name) => ({ organisationId: row.organisationId, name })),
    )
    return new Map(names.map((name, index) => [name, claims[index] ?? 'NONE']))
  })
  return claim ?? 'NONE'
}

function toPayload({ entity, problems }: Written<DomainRow>, locale: Locale): DomainPayload {
  return { domain: entity, problems: toProblems(problems, locale) }
}

function toDate(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds)
}

/** The texts of the reasons are made where they are asked for: lists of addresses ask for readiness alone. */
class CapabilityInLocale implements CapabilityType {
  readonly ready: boolean

  constructor(
    private readonly capability: Capability,
    private readonly locale: Locale,
  ) {
    this.ready = capability.ready
  }

  get reasons(): ProblemType[] {
    return toProblems(this.capability.reasons, this.locale)
  }
}
