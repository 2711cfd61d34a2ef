import { computed, reactive, ref, shallowRef, useId, type Ref } from 'vue'
import { problemText, type ShownProblem } from '@/shared/i18n'
import { afterPress } from './after-press'
import { copyOf, isSame, isWithin, valueAt, type Path } from './paths'

export interface FormOptions<T extends object> {
  /** What the form begins with; JSON values only. */
  readonly initial: T
  /** Core's checks on the draft; facts that only the server knows are left out. */
  readonly check?: (draft: T) => readonly ShownProblem[]
}

/** Where a field of both the user's and somebody else's change stands. */
export interface Conflict {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

interface ServerProblem {
  readonly problem: ShownProblem
  /** The value that it was said of: another value makes it moot. */
  readonly value: unknown
}

const pathOf = (problem: ShownProblem): Path => problem.path.join('.')

/**
 * A draft with its base, its problems and when they show (errors on submit; a format on leaving a changed field; once
 * shown, re-checked on each input). `form.draft` is what fields bind to by `v-model`, `form.fieldProps('path')` the rest.
 */
export function useForm<T extends object>({ initial, check = () => [] }: FormOptions<T>) {
  const id = useId()
  const base = shallowRef(copyOf(initial))
  const draft = ref(copyOf(initial)) as Ref<T>
  const submitted = ref(false)
  const left = reactive(new Set<Path>())
  const said = shallowRef<readonly ServerProblem[]>([])
  const conflicts = shallowRef<readonly Conflict[]>([])
  const isMerged = ref(false)

  const changed = computed(() => changedFields(draft.value, base.value))
  const found = computed(() => check(draft.value))
  const told = computed(() => {
    const current = said.value.filter(({ problem, value }) => isSame(valueAt(draft.value, pathOf(problem)), value))
    return current.map(({ problem }) => problem)
  })

  const visible = computed(() => [...found.value.filter(isDue), ...told.value.filter(isNew)])
  const errors = computed(() => visible.value.filter((problem) => problem.severity === 'ERROR'))

  function isDue(problem: ShownProblem): boolean {
    if (submitted.value || problem.severity === 'WARNING') return true
    return problem.code !== 'REQUIRED' && [...left].some((path) => isWithin(pathOf(problem), path))
  }

  function isNew(problem: ShownProblem): boolean {
    return !found.value.some((one) => one.code === problem.code && pathOf(one) === pathOf(problem) && isDue(one))
  }

  /**
   * What every input of `shared/ui` takes: `<TextInput v-bind="form.fieldProps('name')" v-model="form.draft.name" …>`.
   * Problems of anything within the path show at it, too.
   */
  function fieldProps(path: Path) {
    const own = visible.value.filter((problem) => isWithin(pathOf(problem), path))
    const textsOf = (severity: string) => own.filter((one) => one.severity === severity).map(problemText)
    return {
      id: `${id}-${path}`,
      errors: textsOf('ERROR'),
      warnings: textsOf('WARNING'),
      onLeave: () =>
        afterPress(() => {
          if (!isSame(valueAt(draft.value, path), valueAt(base.value, path))) left.add(path)
        }),
    }
  }

  /** Shows all problems that core finds; whether there is no error. */
  function isValid(): boolean {
    submitted.value = true
    said.value = []
    return !found.value.some((problem) => problem.severity === 'ERROR')
  }

  /** Puts the API's problems on their fields, until the value there changes. */
  function setProblems(problems: readonly ShownProblem[]): void {
    said.value = problems.map((problem) => ({ problem, value: copyOf(valueAt(draft.value, pathOf(problem)) ?? null) }))
  }

  /** Starts again from what is stored now, dropping the user's changes. */
  function reset(stored: T = base.value): void {
    base.value = copyOf(stored)
    draft.value = copyOf(stored)
    submitted.value = false
    left.clear()
    said.value = []
    conflicts.value = []
    isMerged.value = false
  }

  /** Starts again from what is stored now, after a save of what the draft was then (`sent`): what was typed since stays. */
  function accept(stored: T, sent: T): void {
    const typed = draft.value
    const since = changedFields(typed, sent)
    reset(stored)
    for (const field of since) Object.assign(draft.value, { [field]: valueAt(typed, field) })
  }

  /**
   * Takes what is stored now, after somebody else saved, as the base, and keeps the user's changes. Fields that both
   * changed become `conflicts`, which `<EditForm>` asks about.
   */
  function merge(stored: T): void {
    const mine = changed.value
    const theirs = changedFields(stored, base.value)
    const merged: Record<string, unknown> = { ...(copyOf(stored) as object) }
    for (const field of mine) merged[field] = valueAt(draft.value, field)
    const both = mine.filter((field) => theirs.includes(field) && !isSame(valueAt(stored, field), merged[field]))
    conflicts.value = both.map((field) => ({ field, mine: merged[field], theirs: valueAt(stored, field) }))
    isMerged.value = true
    base.value = copyOf(stored)
    draft.value = merged as T
  }

  /** Ends the conflicts: of these fields the other's value is taken. */
  function settle(fields: readonly string[]): void {
    const stored = base.value as Record<string, unknown>
    for (const field of fields) Object.assign(draft.value, { [field]: copyOf(stored[field] ?? null) })
    conflicts.value = []
  }

  return reactive({
    id,
    draft,
    /** Names of the top-level fields that differ from what is stored. */
    changed,
    dirty: computed(() => changed.value.length > 0),
    /** Errors on show, for the summary. */
    errors,
    warnings: computed(() => visible.value.filter((problem) => problem.severity === 'WARNING')),
    fieldProps,
    isValid,
    setProblems,
    reset,
    accept,
    merge,
    /** Whether somebody else's save was taken in, which the user has not saved upon yet. */
    isMerged,
    conflicts,
    settle,
  })
}

export type Form<T extends object = object> = Omit<
  ReturnType<typeof useForm<T>>,
  'draft' | 'reset' | 'accept' | 'merge'
>

function changedFields(a: object, b: object): string[] {
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return fields.filter((field) => !isSame(valueAt(a, field), valueAt(b, field)))
}
