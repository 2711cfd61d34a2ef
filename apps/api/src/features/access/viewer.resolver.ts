import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { SetUpInput, SignInInput } from './sign-in.input.js'
import type { AuthService } from '../../auth/auth.service.js'
import { loadViewerMemberships } from './memberships.read-model.js'
import type { Sessions } from '../../auth/sessions.js'
import { enter, toViewer } from './enter.js'
import { MembershipType, SignInPayload, ViewerType } from './viewer.type.js'

@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: Sessions,
    private readonly database: Database,
  ) {}

  @Query(() => ViewerType, { nullable: true, description: 'Who asks; null: not signed in.' })
  viewer(@Ctx() { caller }: Context): Partial<ViewerType> | null {
    return caller.principal && toViewer(caller.principal)
  }

  @FieldResolver(() => [MembershipType], {
    description: 'The organisations that the viewer is a member of, by name; of an API key its own.',
  })
  memberships(@Ctx() { caller }: Context): Promise<MembershipType[]> {
    return loadViewerMemberships(this.database.readInstallation(), caller.required())
  }

  @Mutation(() => SignInPayload, {
    description:
      'Signs a person in by a session cookie; a session of before ends. INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_INVALID, or RATE_LIMITED after too many attempts.',
  })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who signs in.' }) input: SignInInput,
    @Ctx() context: Context,
  ): Promise<SignInPayload> {
    const before = context.caller.principal?.sessionHash
    const signedIn = await this.auth.signIn({ ...input, secondFactor: input.secondFactor ?? null }, context)
    if (signedIn.token && before) await this.sessions.end(before)
    return enter(signedIn, context)
  }

  @Mutation(() => Boolean, { description: 'Ends the session. True also where there was none.' })
  async signOut(@Ctx() context: Context): Promise<boolean> {
    const hash = context.caller.principal?.sessionHash
    if (hash) await this.sessions.end(hash)
    context.setSession(null)
    return true
  }

  @Mutation(() => SignInPayload, {
    description: 'Makes the operator and the first organisation of a new installation, and signs the operator in.',
  })
  async setUp(
    @Arg('input', () => SetUpInput, { description: 'The operator and the organisation.' }) input: SetUpInput,
    @Ctx() context: Context,
  ): Promise<SignInPayload> {
    return enter(await this.auth.setUp(input.token, input, context), context)
  }
}
