import {
  flowReferences,
  lintConfiguration,
  lintPosition,
  type FlowDefinition,
  type FlowReferences,
  type LintFinding,
  type LintFlow,
} from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadAgents, loadReferenceFacts } from '../flow/reference-facts.read-model.js'

/** Definitions are large: so many are read at once that nothing else waits for long. */
const AT_ONCE = 50

interface RawFlow extends Pick<LintFlow, 'id' | 'name'> {
  readonly draft: string
  readonly published: string | null
}

/** The findings of all flows of the organisation, in order. */
export async function lintFlows(rows: TenantRows): Promise<readonly LintFinding[]> {
  const found: { finding: LintFinding; position: string }[] = []
  for (let after = ''; ;) {
    const flows = await loadSome(rows, after)
    const findings = flows.length === 0 ? [] : await lintSome(rows, flows)
    found.push(...findings.map((finding) => ({ finding, position: lintPosition(finding) })))
    const last = flows.at(-1)
    if (!last || flows.length < AT_ONCE) break
    after = last.id
  }
  return found.sort((a, b) => (a.position < b.position ? -1 : 1)).map(({ finding }) => finding)
}

async function loadSome(rows: TenantRows, after: string): Promise<LintFlow[]> {
  const found = await rows.all<RawFlow>(sql`select id, name, draft, published from flow
    where "organisationId" = ${rows.organisationId} and id > ${after} order by id limit ${AT_ONCE}`)
  return found.map(({ draft, published, ...flow }) => ({
    ...flow,
    draft: JSON.parse(draft) as FlowDefinition,
    published: published === null ? null : (JSON.parse(published) as FlowDefinition),
  }))
}

async function lintSome(rows: TenantRows, flows: readonly LintFlow[]): Promise<readonly LintFinding[]> {
  const references = referencesOf(flows)
  const facts = await loadReferenceFacts(rows, references, await loadAgents(rows, references.queueIds))
  const none = { flow: () => undefined, addressOf: () => undefined, isOwnAddress: () => false }
  return lintConfiguration({ ...facts, ...none, domains: [], addresses: [], flows })
}

function referencesOf(flows: readonly LintFlow[]): FlowReferences {
  const all = flows.flatMap(({ draft, published }) => [draft, ...(published ? [published] : [])]).map(flowReferences)
  const distinct = (pick: (references: FlowReferences) => readonly string[]) => [...new Set(all.flatMap(pick))]
  return {
    queueIds: distinct(({ queueIds }) => queueIds),
    skillIds: distinct(({ skillIds }) => skillIds),
    languageIds: distinct(({ languageIds }) => languageIds),
    responseIds: distinct(({ responseIds }) => responseIds),
  }
}
