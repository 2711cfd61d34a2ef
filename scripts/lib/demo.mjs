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
    await fillOrganisation(call, organization.id, first)
    await fillOrganisation(call, await createOrganisation(call, second, DEMO_SIGN_IN.email), second)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}
