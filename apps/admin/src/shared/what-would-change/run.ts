import {
  RunSavedTestsDocument,
  type RunSavedTestsInput,
  type RunSavedTestsMutation,
  type SavedTestRunFieldsFragment,
} from '@/gql/graphql'
import { client } from '@/shared/api'

/** What is not saved yet. */
export type Unsaved = Pick<RunSavedTestsInput, 'overrides' | 'flows'>
export type TestRun = SavedTestRunFieldsFragment

/** What the page of a form asks before it saves. */
export interface TestsBeforeSave {
  /** False: somebody wants to go back to the form. */
  mayGoOn(unsaved: Unsaved): Promise<boolean>
}

/** What came of the tests. */
export interface Runs {
  readonly all: number
  /** Those that are decided otherwise than by what is saved. */
  readonly changed: readonly TestRun[]
  /** Those of them that fail and did not, or fail otherwise. */
  readonly failing: readonly TestRun[]
}

/** Nobody waits longer than that before a save, in milliseconds. */
const PATIENCE = 8000

/** Runs the organisation's tests by what is not saved yet. Null: there is no answer, which keeps nobody from saving. */
export async function runTests(organizationId: string, unsaved: Unsaved): Promise<Runs | null> {
  const request = client
    .mutate({ mutation: RunSavedTestsDocument, variables: { input: { organizationId, ...unsaved } } })
    .then(({ data }) => (data ? toRuns(data.runSavedTests) : null))
    .catch(() => null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE)))
  return Promise.race([request, late]).finally(() => clearTimeout(timer))
}

function toRuns({ runs, problems }: RunSavedTestsMutation['runSavedTests']): Runs | null {
  if (problems.length > 0) return null
  const changed = runs.filter((run) => run.changes.length > 0 || run.passes !== run.passedBefore)
  return { all: runs.length, changed, failing: changed.filter((run) => !run.passes) }
}
