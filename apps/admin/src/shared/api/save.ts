import type { ProblemCode } from '@mailroom/core'
import { parseParams } from '@mailroom/messages'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import type { ProblemFieldsFragment } from '@/gql/graphql'
import { translate, type ShownProblem } from '@/shared/i18n'
import { client } from './client'
import { toFailure, type Failure } from './failure'
import { failureText } from './failure-text'

/** A problem as the wire brings it, in core's shape. */
export function toProblem(problem: ProblemFieldsFragment): ShownProblem {
  const code = problem.code as ProblemCode
  return { ...problem, code, params: parseParams(code, problem.params) }
}

interface Payload {
  readonly problems: readonly ProblemFieldsFragment[]
}

interface Options {
  /** The form that gets the problems. */
  readonly form?: { setProblems(problems: readonly ShownProblem[]): void }
}

/**
 * Runs mutations of one form or button. `save(document, variables, pick)` answers with the payload when nothing was
 * refused, else undefined: problems are then on the form, and failures of the request in `failureText`. Where somebody
 * else saved meanwhile, `onStale` gets the payload with what is stored now, for `form.merge`.
 */
export function useSave({ form }: Options = {}) {
  const busy = ref(false)
  const savedAt = ref<Date>()
  const failure = shallowRef<Failure>()
  const problems = shallowRef<readonly ShownProblem[]>([])
  const subject = ref<string>()
  const wait = useCountdown()

  function save<D, V extends Record<string, unknown>, P extends Payload>(
    document: TypedDocumentNode<D, V>,
    variables: V,
    pick: (result: D) => P,
    onStale?: (payload: P) => void,
  ): Promise<P | undefined> {
    subject.value = idIn(variables)
    const request = async () => {
      const { data } = await client.mutate({ mutation: document, variables: variables as never })
      return pick(data as D)
    }
    return run(request, onStale)
  }

  /** As `save`, for any request that answers with a payload. */
  async function run<P extends Payload>(
    request: () => Promise<P>,
    onStale?: (payload: P) => void,
  ): Promise<P | undefined> {
    if (busy.value) return undefined
    busy.value = true
    failure.value = undefined
    try {
      return taken(await request(), onStale)
    } catch (error) {
      failed(toFailure(error))
      return undefined
    } finally {
      busy.value = false
    }
  }

  function taken<P extends Payload>(payload: P, onStale?: (payload: P) => void): P | undefined {
    problems.value = payload.problems.map(toProblem)
    const errors = problems.value.filter((problem) => problem.severity === 'ERROR')
    const isStale = errors.some((problem) => problem.code === 'STALE_VERSION')
    if (isStale && onStale) onStale(payload)
    else form?.setProblems(errors)
    if (errors.length > 0) return undefined
    savedAt.value = new Date()
    return payload
  }

  function failed(reason: Failure): void {
    failure.value = reason
    if (reason.kind === 'RATE_LIMITED') wait.start(reason.retryAfter, () => (failure.value = undefined))
  }

  return reactive({
    save,
    run,
    busy,
    /** When the last save was stored. */
    savedAt,
    failure,
    /** Problems of the last answer, warnings included. */
    problems,
    /** The id of what the last save was about; undefined: of nothing that is stored. */
    subject,
    /** Seconds until the API takes another try; 0: now. */
    retryIn: wait.seconds,
    failureText: computed(() => failure.value && failureText(failure.value, translate, wait.seconds.value)),
    failed,
  })
}

/** What a form's frame needs to know of a save. */
export type Saving = Pick<
  ReturnType<typeof useSave>,
  'busy' | 'savedAt' | 'failure' | 'failureText' | 'problems' | 'subject'
>

function idIn({ input }: { readonly input?: unknown }): string | undefined {
  const id = (input as { readonly id?: unknown } | undefined)?.id
  return typeof id === 'string' ? id : undefined
}

/** Counts seconds down to 0. */
export function useCountdown() {
  const seconds = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  function start(from: number, done: () => void = () => {}) {
    clearInterval(timer)
    seconds.value = Math.ceil(from)
    timer = setInterval(() => {
      if (--seconds.value > 0) return
      clearInterval(timer)
      done()
    }, 1000)
  }
  onScopeDispose(() => clearInterval(timer))
  return { seconds, start }
}
