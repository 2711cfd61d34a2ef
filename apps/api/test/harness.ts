import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startApp, type App, type AppOptions } from '../src/app.js'
import { sql } from '../src/database/sql.js'
import { readConfig, type DatabaseTarget } from '../src/config.js'
import { databaseVariables, emptyDatabase, type DIALECTS } from './databases.js'

export const OPERATOR = { email: 'olivia@acme.example', password: 'correct horse battery' }

/** The operator, Acme, and DNS that never answers. */
export const FIRST_START = {
  MAILROOM_ADMIN_EMAIL: OPERATOR.email,
  MAILROOM_ADMIN_PASSWORD: OPERATOR.password,
  MAILROOM_ORGANIZATION: 'Acme',
  MAILROOM_DNS_SERVERS: '127.0.0.1:9',
}

/** What a GraphQL request was answered. */
export interface Answer<T = any> {
  readonly status: number
  readonly data: T
  readonly errors: readonly { message: string; path?: unknown[]; extensions: { code: string; retryAfter?: number } }[]
}

/** A browser of a person: keeps its cookie. */
export class Client {
  cookie = ''

  constructor(
    readonly app: App,
    private readonly language = 'en',
  ) {}

  async ask<T = any>(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await this.app.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        'accept-language': this.language,
        cookie: this.cookie,
        ...headers,
      },
      payload: JSON.stringify({ query, variables }),
    })
    const set = response.headers['set-cookie']
    if (set) this.cookie = String(set).split(';')[0]!
    const body = response.json() as { data?: T; errors?: Answer['errors'] }
    return { status: response.statusCode, data: body.data as T, errors: body.errors ?? [] }
  }

  /** As `ask`, where no error is expected. */
  async data<T = any>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables)
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
    return data
  }

  async signIn(email: string, password: string): Promise<this> {
    const { signIn } = await this.data(
      'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { id } } problems { code } } }',
      { input: { email, password } },
    )
    if (!signIn.viewer) throw new Error(JSON.stringify(signIn.problems))
    return this
  }
}

/** A running API on an empty database, with the operator and the organisation Acme. */
export interface Harness {
  readonly app: App
  readonly target: DatabaseTarget
  /** The operator, who is Owner of Acme, signed in. */
  readonly operator: Client
  readonly acme: { readonly id: string; readonly slug: string }
  /** Audit entries of a thing, as they are stored. */
  audit(entityId: string): Promise<{ action: string; changes: string }[]>
  /** Makes an organisation with an Owner of its own, signed in. */
  organisation(slug: string): Promise<{ readonly id: string; readonly slug: string; readonly owner: Client }>
  stop(): Promise<void>
}

/** `environment`: what differs from the configuration of most tests. */
export async function startHarness(
  dialect: (typeof DIALECTS)[number],
  options: AppOptions = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Harness> {
  const place = await emptyDatabase(dialect)
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-api-'))
  const config = readConfig({
    MAILROOM_PORT: '0',
    MAILROOM_DATA_DIR: folder,
    ...databaseVariables(place.target),
    ...FIRST_START,
    ...environment,
  })
  const app = await startApp(config, { log: pino({ level: 'error' }), ...options })
  const operator = await new Client(app).signIn(OPERATOR.email, OPERATOR.password)
  const { organization: acme } = await operator.data('{ organization(slug: "acme") { id slug } }')
  return {
    app,
    target: config.database,
    operator,
    acme,
    audit: (id) =>
      app.database.readInstallation().all(sql`select action, changes from audit_entry where "entityId" = ${id}`),
    organisation: (slug) => makeOrganisation(operator, slug),
    async stop() {
      await app.stop()
      await place.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function makeOrganisation(operator: Client, slug: string) {
  const { createOrganization } = await operator.data(
    `mutation ($input: CreateOrganizationInput!) {
       createOrganization(input: $input) { organization { id slug roles { id name } } problems { code path } } }`,
    { input: { name: slug, slug } },
  )
  const organisation = createOrganization.organization
  const email = `owner@${slug}.example`
  const password = `long enough for ${slug.length} people`
  const roleId = organisation.roles.find((role: { name: string }) => role.name === 'Owner').id
  await operator.data(
    'mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } problems { code path } } }',
    { input: { organizationId: organisation.id, email, name: `Owner of ${slug}`, roleId, initialPassword: password } },
  )
  const owner = await new Client(operator.app).signIn(email, password)
  return { id: organisation.id as string, slug, owner }
}
