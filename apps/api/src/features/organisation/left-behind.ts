import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'

/** Ids of people who are members of this organisation and of no other, and who do not operate the installation. */
export async function loadPeopleOfAlone(uow: UnitOfWork): Promise<string[]> {
  const found = await uow.everywhere.all<{ id: string }>(sql`
    select u.id from "user" u join member m on m."userId" = u.id
    where m."organisationId" = ${uow.organisationId} and not u.operator and not exists (
      select 1 from member o where o."userId" = u.id and o."organisationId" <> ${uow.organisationId})`)
  return found.map(({ id }) => id)
}

/** Kept answers to creates that were made in the organisation, or that made it: every id in them carries its own. */
export async function forgetAnswers(uow: UnitOfWork): Promise<void> {
  const mark = `%${uow.organisationId.slice(4)}%`
  await uow.all(sql`delete from idempotency_key where owner = ${uow.organisationId} or answer like ${mark}`)
}
