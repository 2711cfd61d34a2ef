import { shallowReactive } from 'vue'
import type { SavedTestRunFieldsFragment } from '@/gql/graphql'

/** What came of each test when it was last run here, by id; until the console is left. */
export const lastRuns = shallowReactive(new Map<string, SavedTestRunFieldsFragment>())

export function keepRuns(runs: readonly SavedTestRunFieldsFragment[]): void {
  for (const run of runs) lastRuns.set(run.test.id, run)
}
