import { Arg, Ctx, FieldResolver, GraphQLISODateTime, Mutation, Resolver, Root } from 'type-graphql'
import type { Secrets } from '../../adapters/secrets.js'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import type { DomainRow } from '../domain/domain.read-model.js'
import { EmailDomainType } from '../domain/domain.type.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { CreateSmtpServerInput, TestSmtpServerInput, UpdateSmtpServerInput } from './smtp-server.input.js'
import { loadAllSmtpServers, loadSmtpServers, type SmtpServerRow } from './smtp-server.read-model.js'
import { createSmtpServer, deleteSmtpServer, updateSmtpServer } from './smtp-server.service.js'
import { SmtpServerPayload, SmtpServerType, SmtpTestPayload } from './smtp-server.type.js'
import type { SmtpTests, SmtpTestsDeps } from './smtp-test.service.js'

export interface SmtpServerResolverDeps extends Pick<SmtpTestsDeps, 'changed'> {
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly tests: SmtpTests
}

@Resolver(() => SmtpServerType)
export class SmtpServerResolver {
  constructor(private readonly deps: SmtpServerResolverDeps) {}

  @Mutation(() => SmtpServerPayload, {
    description: 'Adds an SMTP server (R-SMTP-1); its password is encrypted and never shown. Needs smtp:manage.',
  })
  async createSmtpServer(
    @Arg('input', () => CreateSmtpServerInput, { description: 'The server.' }) input: CreateSmtpServerInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SmtpServerPayload> {
    const scope = caller.enter(input.organizationId, 'smtp:manage')
    const { writes, secrets } = this.deps
    return toPayload(
      await writes.run(scope, 'createSmtpServer', input, (uow) => createSmtpServer(uow, secrets, input)),
      locale,
    )
  }

  @Mutation(() => SmtpServerPayload, { description: 'Changes an SMTP server. Needs smtp:manage.' })
  async updateSmtpServer(
    @Arg('input', () => UpdateSmtpServerInput, { description: 'The changes.' }) input: UpdateSmtpServerInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SmtpServerPayload> {
    const scope = caller.enterBy('smt', input.id, 'smtp:manage')
    const { writes, secrets, changed } = this.deps
    const work = writes.run(scope, 'updateSmtpServer', input, (uow) => updateSmtpServer(uow, secrets, input, changed))
    const { entity, problems } = await work
    return toPayload({ entity: entity && withoutPassword(entity), problems }, locale)
  }

  @Mutation(() => DeletePayload, {
    description: 'Deletes an SMTP server that no domain sends by; else IN_USE (R-ADR-10). Needs smtp:manage.',
  })
  deleteSmtpServer(
    @Arg('input', () => DeleteEntityInput, { description: 'The server.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('smt', input.id, 'smtp:manage')
    return runDelete(this.deps.database, scope, input, locale, (uow) => deleteSmtpServer(uow, input))
  }

  @Mutation(() => SmtpTestPayload, {
    description:
      'Connects to the server as it is stored, signs in, and sends a test mail on wish (R-SMTP-1); at most 15 s. REQUIRED for a password that is missing; RATE_LIMITED more often than 5 times a minute an organisation. Needs smtp:manage.',
  })
  async testSmtpServer(
    @Arg('input', () => TestSmtpServerInput, { description: 'What to test.' }) input: TestSmtpServerInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SmtpTestPayload> {
    const scope = caller.enterBy('smt', input.id, 'smtp:manage')
    const { outcome, server, problems } = await this.deps.tests.test(scope, input)
    return {
      result: outcome?.result ?? null,
      reply: outcome?.reply ?? null,
      smtpServer: server,
      problems: toProblems(problems, locale),
    }
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who signs in; null: nobody, or the caller may not manage SMTP servers.',
  })
  user(@Root() { organisationId, user }: SmtpServerRow, @Ctx() { caller }: Context): string | null {
    return caller.may(organisationId, 'smtp:manage') ? user : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether there is a password; it is never shown itself.' })
  passwordSet(@Root() { passwordSet }: SmtpServerRow): boolean {
    return passwordSet
  }

  @FieldResolver(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was tested last; null: not since its last change that a test is about.',
  })
  lastTestedAt(@Root() { lastTestedAt }: SmtpServerRow): string | null {
    return lastTestedAt
  }
}

/** The servers of an organisation, and the one of a domain: their names are seen by whoever sees domains (R-ORG-4). */
@Resolver(() => OrganisationType)
export class OrganisationSmtpServersResolver {
  @FieldResolver(() => [SmtpServerType], {
    description: 'All SMTP servers by name, for whoever may manage them or read domains (R-ORG-4).',
  })
  smtpServers(@Root() { id }: OrganisationType, @Ctx() { caller, loaders }: Context): Promise<SmtpServerRow[]> {
    caller.enter(id, caller.may(id, 'smtp:manage') ? 'smtp:manage' : 'routing:email:view')
    return loadAllSmtpServers(loaders.rows(id))
  }
}

@Resolver(() => EmailDomainType)
export class DomainSmtpServerResolver {
  @FieldResolver(() => SmtpServerType, {
    nullable: true,
    description: 'The server that sends for the domain; null: the platform does (R-DOM-4).',
  })
  async smtpServer(
    @Root() { organisationId, smtpServerId }: DomainRow,
    @Ctx() { loaders }: Context,
  ): Promise<SmtpServerRow | null> {
    if (smtpServerId === null) return null
    return loaders.load(organisationId, 'smtpServer', smtpServerId, async (rows, ids) => {
      const servers = await loadSmtpServers(rows, ids)
      return new Map(servers.map((server) => [server.id, server]))
    })
  }
}

/** With STALE_VERSION the answer carries the row as it is stored. */
function withoutPassword(server: SmtpServerRow | (SmtpServerRow & { password: string | null })): SmtpServerRow {
  return 'password' in server ? { ...server, passwordSet: server.password !== null } : server
}

function toPayload({ entity, problems }: Written<SmtpServerRow>, locale: Context['locale']): SmtpServerPayload {
  return { smtpServer: entity, problems: toProblems(problems, locale) }
}
