import { error, type Problem } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql'
import type { AccountEvents } from '../../auth/account-events.js'
import type { Credentials } from '../../auth/credentials.js'
import type { SecondFactors } from '../../auth/second-factors.js'
import type { Sessions } from '../../auth/sessions.js'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import { ViewerType } from './viewer.type.js'
import { SecondFactorInput } from './account.input.js'
import { personOf } from './account.resolver.js'
import { AccountPayload, EnrolSecondFactorPayload, RecoveryCodesPayload, SecondFactorType } from './account.type.js'

/** The second factor of whoever asks: each change needs the password, and a code where it is on. */
@Resolver(() => ViewerType)
export class SecondFactorResolver {
  constructor(
    private readonly secondFactors: SecondFactors,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly events: AccountEvents,
  ) {}

  @FieldResolver(() => SecondFactorType, {
    nullable: true,
    description: 'The viewer’s second factor; null: a key asks.',
  })
  async secondFactor(@Ctx() { caller }: Context): Promise<SecondFactorType | null> {
    const { person } = caller.required()
    if (!person) return null
    const { since, recoveryCodesLeft } = await this.secondFactors.stateOf(person.id)
    return { enabled: since !== null, since: since === null ? null : new Date(since), recoveryCodesLeft }
  }

  @Mutation(() => EnrolSecondFactorPayload, {
    description:
      'Begins to set up an authenticator app. It is asked for only when confirmSecondFactor has had a code of it.',
  })
  async enrolSecondFactor(
    @Arg('input', () => SecondFactorInput, { description: 'Who it is.' }) input: SecondFactorInput,
    @Ctx() context: Context,
  ): Promise<EnrolSecondFactorPayload> {
    const person = personOf(context)
    const problems = await this.prove(input, context)
    if (problems.length > 0) return { secret: null, uri: null, problems: toProblems(problems, context.locale) }
    return { ...(await this.secondFactors.enrol(person.id, person.email)), problems: [] }
  }

  @Mutation(() => RecoveryCodesPayload, {
    description:
      'Turns the app on that was set up, by a code of it, and ends all other sessions. SECOND_FACTOR_INVALID.',
  })
  async confirmSecondFactor(
    @Arg('code', () => String, { description: 'The six digits that the app shows.' }) code: string,
    @Ctx() context: Context,
  ): Promise<RecoveryCodesPayload> {
    const { id } = personOf(context)
    const recoveryCodes = await this.secondFactors.confirm(id, code, this.events.of(id, 'SECOND_FACTOR_ON', context))
    if (recoveryCodes === null) return refused([error('SECOND_FACTOR_INVALID', ['code'])], context)
    await this.sessions.endAll(id, context.caller.required().sessionHash, async () => undefined)
    return { recoveryCodes, problems: [] }
  }

  @Mutation(() => RecoveryCodesPayload, { description: 'Makes ten new recovery codes; those of before are void.' })
  async renewRecoveryCodes(
    @Arg('input', () => SecondFactorInput, { description: 'Who it is.' }) input: SecondFactorInput,
    @Ctx() context: Context,
  ): Promise<RecoveryCodesPayload> {
    const { id } = personOf(context)
    const problems = await this.prove(input, context)
    if (problems.length > 0) return refused(problems, context)
    const { since } = await this.secondFactors.stateOf(id)
    if (since === null) return { recoveryCodes: [], problems: [] }
    const also = this.events.of(id, 'RECOVERY_CODES_RENEWED', context)
    return { recoveryCodes: await this.secondFactors.renewCodes(id, also), problems: [] }
  }

  @Mutation(() => AccountPayload, { description: 'Turns the second factor off, by password and code.' })
  async disableSecondFactor(
    @Arg('input', () => SecondFactorInput, { description: 'Who it is.' }) input: SecondFactorInput,
    @Ctx() context: Context,
  ): Promise<AccountPayload> {
    const person = personOf(context)
    const problems = await this.prove(input, context)
    const also = this.events.of(person.id, 'SECOND_FACTOR_OFF', context)
    if (problems.length === 0) await this.secondFactors.turnOff(person.id, also)
    return { user: problems.length > 0 ? null : person, problems: toProblems(problems, context.locale) }
  }

  private async prove({ password, secondFactor }: SecondFactorInput, context: Context): Promise<readonly Problem[]> {
    const { id } = personOf(context)
    const wrong = await this.credentials.proveAgain(id, password, ['password'], context)
    return wrong.length > 0 ? wrong : this.secondFactors.prove(id, secondFactor ?? null)
  }
}

function refused(problems: readonly Problem[], { locale }: Context): RecoveryCodesPayload {
  return { recoveryCodes: [], problems: toProblems(problems, locale) }
}
