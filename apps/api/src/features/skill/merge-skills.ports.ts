import type { SkillReplacement } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'

/** Names the other skill wherever things of a kind name the first, each audited by itself; says which they are. */
type Replace<R = readonly Use[]> = (uow: UnitOfWork, replacement: SkillReplacement) => Promise<R>

/** What other features do with what refers to a skill that goes. */
export interface SkillReplacers {
  readonly members: Replace
  readonly invitations: Replace
  readonly addresses: Replace
  readonly savedTests: Replace
  /** `published`: those of them with a new published version. */
  readonly flows: Replace<{ readonly flows: readonly Use[]; readonly published: readonly Use[] }>
}
