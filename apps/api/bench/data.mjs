import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import pg from 'pg'

const ROWS_AT_ONCE = 1000
/** What the first organisation has, to make others like it. */
const QUERIES = {
  organisation: 'SELECT * FROM organisation ORDER BY "createdAt" LIMIT 1',
  owner:
    'SELECT m.*, r."name" AS "roleName" FROM member m JOIN role r ON r."organisationId" = m."organisationId" AND r."id" = m."roleId" LIMIT 1',
  role: 'SELECT * FROM role',
  domain: 'SELECT * FROM domain',
}
const MODEL = Object.keys(QUERIES)

/** Fills a migrated SQLite file with organisations like the first one, by SQL: the API would take minutes. */
export function fill(path, wanted) {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = ON')
  const model = modelOf(Object.fromEntries(MODEL.map((name) => [name, database.prepare(QUERIES[name]).all()])))
  const sample = database.transaction(() => makeAll(inserter(database), model, wanted))()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  return sample
}

/** The same for a migrated PostgreSQL database, as its owner. */
export async function fillPostgres(url, wanted) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`select set_config('mailroom.scope', '*', false)`)
  const found = {}
  for (const name of MODEL) found[name] = (await client.query(QUERIES[name])).rows
  const tables = new Map()
  const sample = makeAll(
    (table, row) => {
      if (!tables.has(table)) tables.set(table, [])
      tables.get(table).push(row)
      return row
    },
    modelOf(found),
    wanted,
  )
  await client.query('begin')
  for (const [table, rows] of tables) await insertMany(client, table, rows)
  await client.query('commit')
  await client.query('analyze')
  await client.end()
  return sample
}

async function insertMany(client, table, rows) {
  const columns = Object.keys(rows[0]).map((column) => `"${column}"`)
  const sql = `insert into "${table}" (${columns}) select ${columns} from json_populate_recordset(null::"${table}", $1)`
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await client.query(sql, [JSON.stringify(rows.slice(at, at + ROWS_AT_ONCE))])
  }
}

function modelOf({ organisation, owner, role, domain }) {
  const own = (row) => row.organisationId === organisation[0].id
  return { organisation: organisation[0], owner: owner[0], roles: role.filter(own), domain: domain.find(own) }
}

function makeAll(insert, model, { organisations, addresses }) {
  const { owner, roles, domain } = model
  let sample
  for (let index = 0; index < organisations; index++) {
    const id = `org_${base32(13)}`
    const name = { slug: `bench-${index}`, name: `Bench ${index}`, nameKey: `bench ${index}` }
    insert('organisation', { ...model.organisation, id, ...name })
    const kinds = rolesOf(insert, roles, id)
    insert('member', {
      ...without(owner, 'roleName'),
      organisationId: id,
      id: entityId('mem', id),
      roleId: kinds.get(owner.roleName),
    })
    const made = organisation(insert, domain, id, index, addresses[index] ?? addresses.at(-1))
    sample ??= made
  }
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
