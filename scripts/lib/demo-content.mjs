/** Two contact centres with everything filled in; domains end in `.example`, so no mail and no DNS of anybody is touched. */
export const DEMO_ORGANISATIONS = [
  {
    name: 'Northwind Travel',
    slug: 'northwind-travel',
    domain: 'support.northwind.example',
    queues: ['Bookings', 'Invoices', 'Complaints'],
    skills: ['Flights', 'Trains', 'Refunds'],
    agents: ['Ada Martin', 'Ben Roth', 'Chloé Dubois'],
    routes: { help: 'Bookings', invoices: 'Invoices', complaints: 'Complaints' },
    keyword: 'invoice',
  },
  {
    name: 'Alpenblick Energie',
    slug: 'alpenblick-energie',
    domain: 'service.alpenblick.example',
    queues: ['Verträge', 'Störungen'],
    skills: ['Strom', 'Gas', 'Wärme'],
    agents: ['Eva Lindner', 'Jonas Weber'],
    routes: { service: 'Verträge', stoerung: 'Störungen' },
    keyword: 'Störung',
  },
]

const LANGUAGES = { English: 'en', Deutsch: 'de', Français: 'fr' }

/**
 * A new organisation, whose content its operator sees as a member only (R-ORG-5).
 * @param {(query: string, variables?: object) => Promise<any>} call from `connect()`, signed in as an operator
 * @param {{ name: string, slug: string }} input
 * @param {string} owner e-mail of the person to make its owner
 * @returns {Promise<string>} its id
 */
export async function createOrganisation(call, { name, slug }, owner) {
  const query = `mutation ($input: CreateOrganizationInput!) {
    createOrganization(input: $input) { organization { id roles { id name } } problems { code path severity } } }`
  const { id, roles } = (await call(query, { input: { name, slug } })).createOrganization.organization
  await addMember(call, { organizationId: id, email: owner, roleId: roleOf(roles, 'Owner') })
  return id
}

const roleOf = (roles, wanted) => roles.find(({ name }) => name === wanted).id

async function addMember(call, input) {
  const query = `mutation ($input: AddMemberInput!) {
    addMember(input: $input) { member { id } problems { code path severity } } }`
  return (await call(query, { input })).addMember.member.id
}

/**
 * Fills one organisation through the API, as a client of its own would.
 * @param {(query: string, variables?: object) => Promise<any>} call from `connect()`, signed in as an owner of it
 * @param {string} organizationId
 * @param {(typeof DEMO_ORGANISATIONS)[number]} content
 */
export async function fillOrganisation(call, organizationId, content) {
  const create = creator(call, organizationId)
  const ids = {
    skills: await createEach(content.skills, (name) => create('Skill', { name })),
    languages: await createEach(Object.keys(LANGUAGES), (name) => create('Language', { name, tag: LANGUAGES[name] })),
  }
  ids.members = await addAgents(call, organizationId, content, ids)
  const memberIds = Object.values(ids.members)
  ids.queues = await createEach(content.queues, (name) => create('Queue', { name, memberIds }))
  ids.signature = await create('CannedResponse', {
    name: 'Standard signature',
    kind: 'SIGNATURE',
    html: `<p>{{agent.name}}<br><strong>{{organization.name}}</strong><br>{{address}}</p>`,
  })
  await create('CannedResponse', {
    name: 'We are on it',
    kind: 'REPLY',
    html: '<p>Thank you for your message. We answer within one working day.</p>',
  })
  await create('SmtpServer', {
    name: 'Relay of the head office',
    host: `smtp.${content.domain}`,
    port: 587,
    security: 'STARTTLS',
    user: 'mailroom',
    password: 'a password for the demo',
  })
  ids.flow = await createFlow(call, create, content, ids)
  await createAddresses(create, content, ids)
  await createTests(create, content, ids)
}

function creator(call, organizationId) {
  return async (type, input) => {
    const field = type[0].toLowerCase() + type.slice(1)
    const query = `mutation ($input: Create${type}Input!) {
      create${type}(input: $input) { ${field} { id } problems { code path severity } } }`
    const scope = type === 'EmailAddress' ? {} : { organizationId }
    const data = await call(query, { input: { ...scope, ...input } })
    return data[`create${type}`][field].id
  }
}

async function createEach(names, createOne) {
  const ids = {}
  for (const name of names) ids[name] = await createOne(name)
  return ids
}

/** The proficiency of the agents, one after another, in the first skill or language and those after it; 0 is none. */
const ABILITIES = [
  [5, 3, 0, 2],
  [2, 0, 4, 1],
  [4, 5, 1, 0],
]

async function addAgents(call, organizationId, { agents, slug }, ids) {
  const { organization } = await call('query ($slug: String!) { organization(slug: $slug) { roles { id name } } }', {
    slug,
  })
  const roleId = roleOf(organization.roles, 'Agent')
  return createEach(agents, (name) => {
    const first = name
      .split(' ')[0]
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
    const input = {
      organizationId,
      email: `${first}@${slug}.example`,
      name,
      roleId,
      initialPassword: crypto.randomUUID(),
      skills: abilitiesOf(agents.indexOf(name), ids.skills),
      languages: abilitiesOf(agents.indexOf(name), ids.languages),
    }
    return addMember(call, input)
  })
}

function abilitiesOf(agent, ids) {
  const all = Object.values(ids).map((id, index) => ({ id, proficiency: ABILITIES[agent][index] ?? 0 }))
  return all.filter(({ proficiency }) => proficiency > 0)
}

async function createFlow(call, create, { queues, keyword }, ids) {
  const toQueue = (name) => ({ transferToQueue: { queueId: ids.queues[name] } })
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '18:00' }))
  const schedule = { timeZone: 'Europe/Vienna', open: weekdays, closedOn: ['2026-12-24', '2026-12-31'] }
  const definition = {
    rules: [
      {
        name: 'Outside opening hours',
        when: { not: { compare: { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule } } },
        then: [{ addLabel: 'after hours' }],
      },
      {
        name: `Subject names “${keyword}”`,
        when: { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: keyword } },
        then: [{ setPriority: 20 }, toQueue(queues[1])],
      },
      {
        name: 'Certain spam',
        when: { compare: { field: 'SPAM_VERDICT', operator: 'EQUALS', value: 'FAIL' } },
        then: [{ disconnect: true }],
      },
    ],
    otherwise: toQueue(queues[0]),
  }
  const id = await create('Flow', { name: 'Triage', definition })
  const query = `mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { flow { id } problems { code path severity } } }`
  await call(query, { input: { id, expectedVersion: 1 } })
  return id
}

async function createAddresses(create, { domain, routes, name, skills }, ids) {
  const domainId = await create('Domain', { name: domain, mailFromDomain: `bounce.${domain}` })
  const signature = { responseId: ids.signature, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' }
  for (const [localPart, queue] of Object.entries(routes)) {
    const routing = {
      queue: { queueId: ids.queues[queue], skillIds: [ids.skills[skills[0]]], languageId: ids.languages.English },
    }
    const settings = {
      fromName: name,
      routing,
      signature,
      bcc: [{ address: `archive@${domain.replace(/^\w+\./, '')}` }],
    }
    await create('EmailAddress', { domainId, localPart, settings })
  }
  const flow = { flow: { flowId: ids.flow } }
  await create('EmailAddress', {
    domainId,
    localPart: 'hello',
    settings: { fromName: name, routing: flow, spamRouting: flow },
  })
  await create('EmailAddress', { domainId, localPart: 'news', settings: { fromName: name, routing: { none: true } } })
}

/** Mails of customers, and the queue that each is expected in. */
async function createTests(create, { domain, routes, queues, keyword }, ids) {
  const from = 'Kim Larsen <kim@customer.example>'
  const receivedAt = '2026-11-18T10:00:00Z'
  const createTest = (name, mail, expected) => {
    const { to } = mail
    const outcome = { recipient: to, result: 'QUEUED', ...expected }
    return create('SavedTest', { name, mail: { from, receivedAt, ...mail, to: [to] }, expected: [outcome] })
  }
  for (const [localPart, queue] of Object.entries(routes)) {
    const mail = { to: `${localPart}@${domain}`, subject: 'A question' }
    await createTest(`A question to ${localPart}`, mail, { queueId: ids.queues[queue], priority: 0 })
  }
  const mail = { to: `hello@${domain}`, subject: `About my ${keyword}` }
  await createTest(`“${keyword}” in the subject`, mail, { queueId: ids.queues[queues[1]], priority: 20 })
}
