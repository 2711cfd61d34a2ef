import { createOrganisation, DEMO_ORGANISATIONS, fillOrganisation } from './demo-content.mjs'
import { connect } from './graphql-client.mjs'
import { startServer } from './server.mjs'

export const DEMO_SIGN_IN = { email: 'demo@mailroom.example', password: 'a demo for everybody' }

/** A server on a throw-away database, with two organisations filled in; `stop` removes everything. */
export async function startDemo(environment = {}) {
  const [first, second] = DEMO_ORGANISATIONS
  const server = await startServer({
    MAILROOM_ADMIN_EMAIL: DEMO_SIGN_IN.email,
    MAILROOM_ADMIN_PASSWORD: DEMO_SIGN_IN.password,
    MAILROOM_ORGANIZATION: first.name,
    MAILROOM_LOG_LEVEL: 'warn',
    ...environment,
  })
  try {
    const { call, signIn } = connect(server.url)
    await signIn(DEMO_SIGN_IN)
    const { organization } = await call('query ($slug: String!) { organization(slug: $slug) { id } }', first)
    const ids = [organization.id, await createOrganisation(call, second, DEMO_SIGN_IN.email)]
    for (const [index, content] of DEMO_ORGANISATIONS.entries()) {
      await makeRoom(call, ids[index], content.slug)
      await fillOrganisation(call, ids[index], content)
    }
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Room for domains that somebody wants to try. */
async function makeRoom(call, id, slug) {
  const { organization } = await call('query ($slug: String!) { organization(slug: $slug) { version } }', { slug })
  const input = { id, expectedVersion: organization.version, limits: [{ key: 'domains', limit: 5 }] }
  await call(
    'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code severity } } }',
    { input },
  )
}
