import { fillOrganisation, DEMO_ORGANISATIONS } from './lib/demo-content.mjs'
import { connect } from './lib/graphql-client.mjs'
import { startServer } from './lib/server.mjs'
const [first] = DEMO_ORGANISATIONS
const server = await startServer({ MAILROOM_ADMIN_EMAIL: 'ada@acme.example', MAILROOM_ADMIN_PASSWORD: 'horse battery staple 42', MAILROOM_ORGANIZATION: first.name, MAILROOM_LOG_LEVEL: 'info', MAILROOM_PORT: '4793', MAILROOM_DNS_SERVERS: '127.0.0.1:9' })
console.log('URL', server.url, first.slug, first.domain)
process.on('SIGTERM', () => server.stop().then(() => process.exit()))
setInterval(() => {}, 1000)
const { call, signIn } = connect(server.url)
await signIn({ email: 'ada@acme.example', password: 'horse battery staple 42' })
const { organization } = await call('query ($slug: String!) { organization(slug: $slug) { id } }', first)
await fillOrganisation(call, organization.id, first)
console.log('READY')
