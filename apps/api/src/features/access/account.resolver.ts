import { hasErrors, readUserAgent, type Problem } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver } from 'type-graphql'
import type { AccountService } from '../../auth/account.service.js'
import type { AuthService } from '../../auth/auth.service.js'
import type { Sessions } from '../../auth/sessions.js'
import type { Person } from '../../database/directory.js'
import type { Context } from '../../graphql/context.js'
import { notFound, unauthenticated } from '../../graphql/errors.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import { enter } from './enter.js'
import { ViewerType } from './viewer.type.js'
import { ChangePasswordInput, ResetPasswordInput, UpdateProfileInput } from './account.input.js'
import { AccountPayload, ResetPasswordPayload, SessionType } from './account.type.js'

/** What people see and change of themselves. API keys are nobody (UNAUTHENTICATED). */
@Resolver(() => ViewerType)
export class AccountResolver {
  constructor(
    private readonly accounts: AccountService,
    private readonly auth: AuthService,
    private readonly sessions: Sessions,
  ) {}

  @FieldResolver(() => [SessionType], {
    name: 'sessions',
    description: 'The viewer’s sessions, the last used first; none of a key.',
  })
  async ownSessions(@Ctx() { caller }: Context): Promise<SessionType[]> {
    const { person, sessionHash } = caller.required()
    if (!person) return []
    const found = await this.sessions.of(person.id, sessionHash)
    return found.map(({ createdAt, lastUsedAt, agent, ...session }) => ({
      ...session,
      ...readUserAgent(agent),
      startedAt: new Date(createdAt),
      lastUsedAt: new Date(lastUsedAt),
    }))
  }

  @Mutation(() => AccountPayload, { description: 'Changes the caller’s own name and language.' })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { description: 'Both, as they shall be.' }) input: UpdateProfileInput,
    @Ctx() context: Context,
  ): Promise<AccountPayload> {
    const person = personOf(context)
    const problems = await this.accounts.updateProfile(person, input, context)
    return toPayload({ ...person, name: input.name.trim(), locale: input.locale }, problems, context)
  }

  @Mutation(() => AccountPayload, {
    description:
      'Changes the caller’s own password, and ends all other sessions. RATE_LIMITED after too many attempts.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' }) input: ChangePasswordInput,
    @Ctx() context: Context,
  ): Promise<AccountPayload> {
    const person = personOf(context)
    const { currentPassword, newPassword } = input
    const problems = await this.accounts.changePassword(person.id, currentPassword, newPassword, context)
    if (problems.length === 0) enter(await this.auth.enter(person.id, context), context)
    return toPayload(person, problems, context)
  }

  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets a new password by the code of a link, and ends all sessions. It signs nobody in: a second factor is asked for as ever.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput, { description: 'Code and password.' }) input: ResetPasswordInput,
    @Ctx() context: Context,
  ): Promise<ResetPasswordPayload> {
    const problems = await this.accounts.resetPassword(input.code, input.newPassword, context)
    return { done: problems.length === 0, problems: toProblems(problems, context.locale) }
  }

  @Mutation(() => DeletePayload, { description: 'Ends one of the caller’s own sessions at once.' })
  async revokeSession(
    @Arg('id', () => ID, { description: 'The session.' }) id: string,
    @Ctx() context: Context,
  ): Promise<DeletePayload> {
    if (!(await this.accounts.endSession(personOf(context).id, id, context))) throw notFound()
    return { deletedId: id, currentVersion: null, usedBy: [], problems: [] }
  }

  @Mutation(() => Boolean, { description: 'Ends all of the caller’s own sessions but this one.' })
  async revokeOtherSessions(@Ctx() context: Context): Promise<boolean> {
    await this.accounts.endOtherSessions(personOf(context).id, context.caller.required().sessionHash, context)
    return true
  }
}

/** The person who asks. */
export function personOf({ caller }: Context): Person {
  const { person } = caller.required()
  if (!person) throw unauthenticated()
  return person
}

function toPayload(person: Person, problems: readonly Problem[], { locale }: Context): AccountPayload {
  return { user: hasErrors(problems) ? null : person, problems: toProblems(problems, locale) }
}
