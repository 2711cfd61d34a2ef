import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import { SetUpInput, SignInInput } from './sign-in.input.js'
import type { AuthService, SignedIn } from '../../auth/auth.service.js'
import { loadViewerMemberships } from './memberships.read-model.js'
import { Caller } from '../../auth/caller.js'
import type { Principal } from '../../auth/principal.js'
import type { Sessions } from '../../auth/sessions.js'
import { toApiKey } from '../api-key/api-key.type.js'
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
    description: 'Signs a person in by a session cookie. INVALID_CREDENTIALS, or RATE_LIMITED after too many attempts.',
  })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who signs in.' }) input: SignInInput,
    @Ctx() context: Context,
  ): Promise<SignInPayload> {
    return enter(await this.auth.signIn(input.email, input.password, context.ip), context)
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
    return enter(await this.auth.setUp(input.token, input, context.ip), context)
  }
}

/** Sets the cookie, and lets the rest of this request see who signed in. */
function enter(signedIn: SignedIn, context: Context): SignInPayload {
  const problems = toProblems(signedIn.problems, context.locale)
  if (!signedIn.token) return { viewer: null, problems }
  context.setSession(signedIn.token)
  context.become(new Caller(signedIn.principal, context.caller.origin))
  return { viewer: toViewer(signedIn.principal), problems }
}

function toViewer({ person, apiKey }: Principal): Partial<ViewerType> {
  return { user: person, apiKey: apiKey && toApiKey(apiKey) }
}
