import { createServer } from 'node:http'
import Database from 'better-sqlite3'

/**
 * The reference of all ratios: node:http, hand-written SQL, JSON.stringify; no sign-in, no access check, no audit.
 * Started as `node reference.mjs <SQLite file>`; prints its port.
 */
const database = new Database(process.argv[2])
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')

const LIST = `
  SELECT a."id", a."addressKey", a."fromName", a."replyTo", a."bcc", a."routingKind", a."priority", a."history",
    a."version", a."updatedAt", d."id" AS "domainId", d."name" AS "domain", d."sendReady", d."receiveReady",
    q."id" AS "queueId", q."name" AS "queue", f."id" AS "flowId", f."name" AS "flow", l."id" AS "languageId",
    l."name" AS "language", s."id" AS "fromId", s."addressKey" AS "from"
  FROM address a JOIN domain d ON d."organisationId" = a."organisationId" AND d."id" = a."domainId"
    LEFT JOIN queue q ON q."organisationId" = a."organisationId" AND q."id" = a."queueId"
    LEFT JOIN flow f ON f."organisationId" = a."organisationId" AND f."id" = a."flowId"
    LEFT JOIN language l ON l."organisationId" = a."organisationId" AND l."id" = a."languageId"
    LEFT JOIN address s ON s."organisationId" = a."organisationId" AND s."id" = a."fromAddressId"
  WHERE a."organisationId" = ?`
const list = database.prepare(`${LIST} AND a."addressKey" > ? ORDER BY a."addressKey" LIMIT 50`)
const search = database.prepare(
  `${LIST} AND a."addressKey" >= ? AND a."addressKey" < ? ORDER BY a."addressKey" LIMIT 50`,
)
const one = database.prepare(`${LIST} AND a."addressKey" = ?`)
const skills = database.prepare(`
  SELECT x."addressId", s."id", s."name" FROM address_skill x
    JOIN skill s ON s."organisationId" = x."organisationId" AND s."id" = x."skillId"
  WHERE x."organisationId" = ? AND x."addressId" IN (SELECT value FROM json_each(?))`)
const domains = database.prepare('SELECT * FROM domain WHERE "organisationId" = ? ORDER BY "name"')
const used = database.prepare(`
  SELECT count(*) AS "domains", max("addressCount") AS "addressesPerDomain",
    (SELECT max("bccCount") FROM address WHERE "organisationId" = d."organisationId") AS "bccPerAddress"
  FROM domain d WHERE d."organisationId" = ?`)
const update = database.prepare(`
  UPDATE address SET "fromName" = ?, "fromNameKey" = lower(?), "version" = "version" + 1, "updatedAt" = ?
  WHERE "organisationId" = ? AND "addressKey" = ? AND "version" = ?`)

const answers = {
  list: ({ organisationId, after }) => withSkills(organisationId, list.all(organisationId, after ?? '')),
  search: ({ organisationId, prefix }) => withSkills(organisationId, search.all(organisationId, prefix, `${prefix}￿`)),
  one: ({ organisationId, address }) => withSkills(organisationId, one.all(organisationId, address))[0],
  domains: ({ organisationId }) => ({
    limits: used.get(organisationId),
    domains: domains.all(organisationId).map((row) => ({ ...row, recordStates: JSON.parse(row.recordStates) })),
  }),
  update: ({ organisationId, address, fromName, version }) => ({
    changed: update.run(fromName, fromName, new Date().toISOString(), organisationId, address, version).changes,
    version: version + 1,
  }),
}

function withSkills(organisationId, rows) {
  const byAddress = new Map(rows.map((row) => [row.id, { ...row, bcc: JSON.parse(row.bcc), skills: [] }]))
  for (const { addressId, ...skill } of skills.all(organisationId, JSON.stringify([...byAddress.keys()])))
    byAddress.get(addressId).skills.push(skill)
  return [...byAddress.values()]
}

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const { question, variables } = JSON.parse(Buffer.concat(chunks).toString())
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answers[question](variables)))
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
