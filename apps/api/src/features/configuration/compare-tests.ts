import { changesOfDecision } from '@mailroom/core'
import type { TriedTest } from './configuration.ports.js'

/** A saved test that comes to something else with the file. */
export interface ComparedTest {
  readonly name: string
  readonly passedBefore: boolean
  readonly passes: boolean
}

/** The tests whose outcome, or whether it is the expected one, is another afterwards. */
export function compareTests(before: readonly TriedTest[], after: readonly TriedTest[]): ComparedTest[] {
  const known = new Map(before.map((test) => [test.id, test]))
  return after.flatMap(({ id, name, passes, decision }) => {
    const former = known.get(id)
    const isOther =
      former?.decision && decision
        ? changesOfDecision(former.decision, decision).length > 0
        : former?.decision !== decision
    const passedBefore = former?.passes ?? false
    return isOther || passes !== passedBefore ? [{ name, passedBefore, passes }] : []
  })
}
