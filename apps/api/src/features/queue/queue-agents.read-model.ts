import type { Agent } from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadProficiencies, type ProficiencyRow } from '../access/member.read-model.js'

/** Members of the queue by name with what they can do, `most` of them. */
export async function loadQueueAgents(rows: TenantRows, queueId: string, most: number): Promise<Agent[]> {
  const members = await rows.all<{ id: string }>(sql`
    select m.id from queue_member q join member m on m."organisationId" = q."organisationId" and m.id = q."memberId"
    where q."organisationId" = ${rows.organisationId} and q."queueId" = ${queueId} and not m.suspended order by m."nameKey", m.id limit ${most}`)
  const ids = members.map(({ id }) => id)
  const skills = await loadProficiencies(rows, 'skill', ids)
  const languages = await loadProficiencies(rows, 'language', ids)
  return ids.map((id) => ({ id, skills: levels(skills.get(id)), languages: levels(languages.get(id)) }))
}

function levels(rows: readonly ProficiencyRow[] = []): ReadonlyMap<string, number> {
  return new Map(rows.map(({ id, proficiency }) => [id, proficiency]))
}
