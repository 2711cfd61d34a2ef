import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'

/** Fills a migrated SQLite file with organisations like the first one, by SQL: the API would take minutes. */
export function fill(path, { organisations, addresses }) {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = ON')
  const model = database.prepare('SELECT * FROM organisation ORDER BY "createdAt" LIMIT 1').get()
  const owner = database
    .prepare(
      'SELECT m.*, r."name" AS "roleName" FROM member m JOIN role r ON r."organisationId" = m."organisationId" AND r."id" = m."roleId" LIMIT 1',
    )
    .get()
  const roles = database.prepare('SELECT * FROM role WHERE "organisationId" = ?').all(model.id)
  const domain = database.prepare('SELECT * FROM domain WHERE "organisationId" = ? LIMIT 1').get(model.id)
  const insert = inserter(database)
  const sample = database.transaction(() => {
    let sampled
    for (let index = 0; index < organisations; index++) {
      const id = `org_${base32(13)}`
      insert('organisation', {
        ...model,
        id,
        slug: `bench-${index}`,
        name: `Bench ${index}`,
        nameKey: `bench ${index}`,
      })
      const kinds = rolesOf(insert, roles, id)
      insert('member', {
        ...without(owner, 'roleName'),
        organisationId: id,
        id: entityId('mem', id),
        roleId: kinds.get(owner.roleName),
      })
      const share = addresses[index] ?? addresses.at(-1)
      sampled ??= organisation(insert, domain, id, index, share)
      if (index > 0) organisation(insert, domain, id, index, share)
    }
    return sampled
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  return sample
}

function organisation(insert, model, organisationId, number, addresses) {
  const now = new Date().toISOString()
  const head = (kind) => ({
    organisationId,
    id: entityId(kind, organisationId),
    version: 1,
    createdAt: now,
    updatedAt: now,
  })
  const named = (kind, name) => ({ ...head(kind), name, nameKey: name.toLowerCase() })
  const domain = {
    ...model,
    ...head('dom'),
    name: `bench-${number}.mailroom.example`,
    displayName: `bench-${number}.mailroom.example`,
    verifiedName: `bench-${number}.mailroom.example`,
    addressCount: addresses,
  }
  insert('domain', domain)
  const skills = range(8).map((index) => insert('skill', named('skl', `Skill ${index}`)))
  const queues = range(10).map((index) =>
    insert('queue', { ...named('que', `Queue ${index}`), scoringMethod: 'TIME_AND_PRIORITY', skillEvaluation: 'ALL' }),
  )
  const language = insert('language', { ...named('lng', 'German'), tag: 'de' })
  let first = null
  for (let index = 0; index < addresses; index++) {
    const localPart = `team-${String(index).padStart(6, '0')}`
    const { id } = insert('address', {
      ...head('adr'),
      domainId: domain.id,
      localPart,
      addressKey: `${localPart}@${domain.name}`,
      fromName: `Team ${index}`,
      fromNameKey: `team ${index}`,
      fromAddressId: index % 3 === 0 ? first : null,
      replyTo: null,
      bcc: index % 3 === 1 ? JSON.stringify([{ address: 'audit@example.com', name: null }]) : '[]',
      bccCount: index % 3 === 1 ? 1 : 0,
      routingKind: 'QUEUE',
      queueId: queues[index % queues.length].id,
      languageId: language.id,
      priority: index % 50,
      flowId: null,
      spamFlowId: null,
      responseId: null,
      placement: null,
      frequency: null,
      history: 'AGENT_DECIDES',
      multipleActions: 0,
      redirectSecret: base32(20),
      problemCount: 1,
    })
    first ??= id
    for (const skill of [skills[index % 8], skills[(index + 3) % 8]])
      insert('address_skill', { organisationId, addressId: id, skillId: skill.id })
  }
  return { organisationId, slug: `bench-${number}`, domain: domain.name }
}

function rolesOf(insert, roles, organisationId) {
  return new Map(
    roles.map((role) => [
      role.name,
      insert('role', { ...role, organisationId, id: entityId('rol', organisationId) }).id,
    ]),
  )
}

function inserter(database) {
  const statements = new Map()
  return (table, row) => {
    const columns = Object.keys(row)
    const sql = `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`)}) VALUES (${columns.map(() => '?')})`
    if (!statements.has(sql)) statements.set(sql, database.prepare(sql))
    statements.get(sql).run(Object.values(row))
    return row
  }
}

function without(row, column) {
  const { [column]: _, ...rest } = row
  return rest
}

const range = (length) => Array.from({ length }, (_, index) => index)
const base32 = (length) =>
  Array.from(randomBytes(length), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('')

let serial = 0
function entityId(kind, organisationId) {
  return `${kind}_${organisationId.slice(4)}_${(serial++).toString(10).padStart(26, '0')}`
}
