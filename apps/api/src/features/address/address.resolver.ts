import { effectiveSender, parseAddressSpec, redirectTargetOf, type Mailbox } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import { SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { notFound } from '../../graphql/errors.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { ProblemType, toProblems } from '../../graphql/problem.type.js'
import { whenReady, type Ready } from '../../graphql/when-ready.js'
import type { Writes, Written } from '../../graphql/write.js'
import { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import { loadAllDomains, type DomainRow } from '../domain/domain.read-model.js'
import { RestoreInputType } from '../deleted-item/deleted-item.type.js'
import { EmailDomainType } from '../domain/domain.type.js'
import { loadFlows } from '../flow/flow.read-model.js'
import { FlowType } from '../flow/flow.type.js'
import { QueueRoutingType } from '../queue/queue.type.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import type { AddressEntity } from './address.entity.js'
import { withoutBcc } from './hidden-recipients.read-model.js'
import { AddressListArgs, CreateAddressInput, UpdateAddressInput } from './address.input.js'
import {
  findAddress,
  loadAddresses,
  loadAddressesTogether,
  pageOfAddresses,
  together,
  type AddressRow,
  type LoadedAddress,
} from './address.read-model.js'
import { createAddress, deleteAddress, restoreAddress, updateAddress } from './address.service.js'
import {
  EffectiveSenderType,
  EmailAddressConnection,
  EmailAddressPayload,
  EmailAddressType,
  EmailRouting,
  FlowRoutingType,
  NoRoutingType,
  SignatureSettingsType,
  SpamDisconnectType,
  SpamFlowRoutingType,
  SpamRouting,
} from './address.type.js'

@Resolver(() => EmailAddressType)
export class AddressResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
    private readonly platformRoot: string,
  ) {}

  @FieldResolver(() => EmailDomainType, { description: 'The domain that it is on.' })
  domain(@Root() address: LoadedAddress, @Ctx() { loaders }: Context): Ready<DomainRow> {
    return domainOf(address, loaders)
  }

  @FieldResolver(() => EmailAddressType, {
    description: 'The address that mail is sent from: itself, or another (R-ADR-3).',
  })
  fromAddress(@Root() address: LoadedAddress, @Ctx() context: Context): Ready<LoadedAddress> {
    return address.fromAddressId === null
      ? address
      : byId(address.organisationId, address.fromAddressId, context).then(there)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the own mail system redirects to; null: not received so (R-DOM-6).',
  })
  redirectTarget(@Root() address: LoadedAddress): string | null {
    const isRedirected = address.reception === 'REDIRECTION' && address.redirectSecret !== ''
    return isRedirected ? redirectTargetOf(address.addressKey, address.redirectSecret, this.platformRoot) : null
  }

  @FieldResolver()
  bcc(@Root() address: LoadedAddress, @Ctx() context: Context): readonly Mailbox[] {
    return seesBcc(address, context) ? address.bcc : []
  }

  @FieldResolver(() => EffectiveSenderType, { description: 'What carries over from the From address (R-ADR-6).' })
  async effectiveSender(@Root() address: LoadedAddress, @Ctx() context: Context): Promise<EffectiveSenderType> {
    const { from } = address
    const other = from && {
      address: from.address,
      settings: { ...address.settings, replyTo: from.replyTo, bcc: from.bcc },
    }
    const { carriedOverFrom, bcc, ...sender } = effectiveSender(
      { address: address.address, settings: address.settings },
      other,
    )
    const carried = carriedOverFrom && (await byId(address.organisationId, address.fromAddressId ?? '', context))
    return {
      ...sender,
      bcc: seesBcc(address, context) ? bcc : [],
      carriedOverFrom: carried as unknown as EmailAddressType | null,
    }
  }

  @FieldResolver(() => EmailRouting, { description: 'Where mail that is not spam goes (R-ADR-7).' })
  routing(@Root() address: LoadedAddress): typeof EmailRouting {
    const { routing } = address.settings
    const { organisationId, batch } = address
    if (routing.kind === 'QUEUE')
      return Object.assign(new QueueRoutingType(), { organisationId, companions: () => batch.companions(), ...routing })
    return routing.kind === 'FLOW'
      ? Object.assign(new FlowRoutingType(), { address, flowId: routing.flowId })
      : Object.assign(new NoRoutingType(), { outboundOnly: true })
  }

  @FieldResolver(() => SpamRouting, { description: 'Where spam goes (R-ADR-8).' })
  spamRouting(@Root() address: LoadedAddress): typeof SpamRouting {
    const { spamRouting } = address.settings
    return spamRouting.kind === 'FLOW'
      ? Object.assign(new SpamFlowRoutingType(), { address, flowId: spamRouting.flowId })
      : Object.assign(new SpamDisconnectType(), { disconnect: true })
  }

  @FieldResolver(() => SignatureSettingsType, { nullable: true, description: 'Null: off (R-ADR-9).' })
  signature(@Root() { organisationId, settings }: LoadedAddress): SignatureSettingsType | null {
    return settings.signature && { organisationId, ...settings.signature }
  }

  @FieldResolver(() => [ProblemType], { description: 'What is wrong with it now, errors first (R-ADR-13).' })
  async health(@Root() address: LoadedAddress, @Ctx() context: Context): Promise<ProblemType[]> {
    const problems = (await address.batch.companions()).healthOf(address)
    return toProblems(seesBcc(address, context) ? problems : problems.map(withoutBcc), context.locale)
  }

  @Mutation(() => EmailAddressPayload, { description: 'Makes an address.' })
  async createEmailAddress(
    @Arg('input', () => CreateAddressInput, { description: 'The address.' }) input: CreateAddressInput,
    @Ctx() context: Context,
  ): Promise<EmailAddressPayload> {
    const scope = context.caller.enterBy('dom', input.domainId, 'routing:email:manage')
    const written = await this.writes.run(scope, 'createEmailAddress', input, (uow) => createAddress(uow, input))
    return toPayload(written, scope, context)
  }

  @Mutation(() => EmailAddressPayload, { description: 'Changes an address.' })
  async updateEmailAddress(
    @Arg('input', () => UpdateAddressInput, { description: 'The changes.' }) input: UpdateAddressInput,
    @Ctx() context: Context,
  ): Promise<EmailAddressPayload> {
    const scope = context.caller.enterBy('adr', input.id, 'routing:email:manage')
    const written = await this.writes.run(scope, 'updateEmailAddress', input, (uow) => updateAddress(uow, input))
    return toPayload(written, scope, context)
  }

  @Mutation(() => DeletePayload, {
    description: 'Deletes an address that nothing is sent from; else IN_USE (R-ADR-10).',
  })
  deleteEmailAddress(
    @Arg('input', () => DeleteEntityInput, { description: 'The address.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('adr', input.id, 'routing:email:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteAddress(uow, input))
  }

  @Mutation(() => EmailAddressPayload, {
    description: 'Restores an address that was deleted; refused where what it needs is missing, by path (R-DEL-1).',
  })
  async restoreEmailAddress(
    @Arg('input', () => RestoreInputType, { description: 'The address.' }) input: RestoreInputType,
    @Ctx() context: Context,
  ): Promise<EmailAddressPayload> {
    const scope = context.caller.enterBy('adr', input.id, 'routing:email:manage')
    const written = await this.writes.run(scope, 'restoreEmailAddress', input, (uow) => restoreAddress(uow, input.id))
    return toPayload(written, scope, context)
  }
}

@Resolver(() => OrganisationType)
export class OrganisationAddressesResolver {
  @FieldResolver(() => EmailAddressConnection, { description: 'Search: prefix of local part, domain or From name.' })
  async addresses(
    @Root() { id }: OrganisationType,
    @Args(() => AddressListArgs) args: AddressListArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<LoadedAddress>> {
    caller.enter(id, 'routing:email:view')
    const domains = await loaders.once(id, 'domains', loadAllDomains)
    return pageOfAddresses(loaders.rows(id), args, domains)
  }

  @FieldResolver(() => EmailAddressType, {
    nullable: true,
    description: 'Without regard to case; null: there is none.',
  })
  async address(
    @Root() { id }: OrganisationType,
    @Arg('address', () => String, { description: 'The whole address.' }) address: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<LoadedAddress | null> {
    if (!caller.sees(id, 'routing:email:view')) return null
    const parsed = parseAddressSpec(address, [])
    return parsed.ok ? ((await findAddress(loaders.rows(id), parsed.value.toLowerCase())) ?? null) : null
  }

  @FieldResolver(() => EmailAddressType, {
    nullable: true,
    description: 'Null: there is none, or the caller may not see it.',
  })
  async emailAddress(
    @Root() organisation: OrganisationType,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<LoadedAddress | null> {
    if (!context.caller.sees(organisation.id, 'routing:email:view')) return null
    return byId(organisation.id, id, context)
  }
}

@Resolver(() => EmailDomainType)
export class DomainAddressesResolver {
  @FieldResolver(() => EmailAddressConnection, {
    description: 'By address; search: prefix of local part or From name.',
  })
  addresses(
    @Root() domain: DomainRow,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<LoadedAddress>> {
    return pageOfAddresses(loaders.rows(domain.organisationId), args, [domain], domain.id)
  }
}

@Resolver(() => FlowRoutingType)
export class FlowRoutingResolver {
  @FieldResolver(() => FlowType, { description: 'The flow.' })
  flow(@Root() { address, flowId }: FlowRoutingType, @Ctx() context: Context) {
    return flowOf(address, flowId, context)
  }
}

@Resolver(() => SpamFlowRoutingType)
export class SpamFlowRoutingResolver {
  @FieldResolver(() => FlowType, { description: 'The flow.' })
  flow(@Root() { address, flowId }: SpamFlowRoutingType, @Ctx() context: Context) {
    return flowOf(address, flowId, context)
  }
}

@Resolver(() => SignatureSettingsType)
export class SignatureResolver {
  @FieldResolver(() => CannedResponseEntity, { description: 'The canned response.' })
  async response(
    @Root() { organisationId, responseId }: SignatureSettingsType,
    @Ctx() { loaders }: Context,
  ): Promise<CannedResponseEntity> {
    return there(await loaders.row<CannedResponseEntity>(organisationId, 'canned_response', responseId))
  }
}

/** R-OUT-2: who gets hidden copies is shown to those alone who may change it. */
function seesBcc({ organisationId }: LoadedAddress, { caller }: Context): boolean {
  return caller.may(organisationId, 'routing:email:manage')
}

async function flowOf(address: LoadedAddress, flowId: string, { loaders }: Context) {
  const summary = (await address.batch.companions()).flow(flowId)
  return summary ?? there(await loaders.load(address.organisationId, 'flow', flowId, loadFlows))
}

/** Organisations have few domains: all of them are read once a request. */
function domainOf(address: LoadedAddress, loaders: Context['loaders']): Ready<DomainRow> {
  const domains = loaders.once(address.organisationId, 'domains', loadAllDomains)
  return whenReady(domains, (all) => there(all.find(({ id }) => id === address.domainId) ?? null))
}

async function byId(organisationId: string, id: string, { loaders }: Context): Promise<LoadedAddress | null> {
  return loaders.load(organisationId, 'address', id, loadAddressesTogether)
}

/** After STALE_VERSION the entity is the stored row, which is read as it is. */
async function toPayload(
  { entity, problems }: Written<AddressRow | AddressEntity>,
  scope: TenantScope,
  { loaders, locale }: Context,
): Promise<EmailAddressPayload> {
  const rows = loaders.rows(scope.organisationId)
  const read = entity === null ? [] : 'settings' in entity ? [entity] : await loadAddresses(rows, [entity.id])
  const [emailAddress = null] = together(rows, read)
  return { emailAddress: emailAddress as unknown as EmailAddressType, problems: toProblems(problems, locale) }
}

function there<T>(row: T | null): T {
  if (row === null) throw notFound()
  return row
}
