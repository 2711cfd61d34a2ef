const ADDRESS = `
  id address fromName replyTo history version updatedAt
  bcc { address name }
  domain { id name canSend { ready } canReceive { ready } }
  fromAddress { id address }
  routing {
    __typename
    ... on QueueRouting { priority queue { id name } skills { id name } language { id name } }
    ... on FlowRouting { flow { id name } }
  }`

const LIST = `query List($slug: String!, $after: String) {
  organization(slug: $slug) { id addresses(first: 50, after: $after) { nodes { ${ADDRESS} } pageInfo { hasNextPage endCursor } } } }`
const SEARCH = `query Search($slug: String!, $search: String) {
  organization(slug: $slug) { id addresses(first: 50, search: $search) { nodes { ${ADDRESS} } pageInfo { hasNextPage endCursor } } } }`
const ONE = `query One($slug: String!, $address: String!) { organization(slug: $slug) { id address(address: $address) { ${ADDRESS} } } }`
const DOMAINS = `query Domains($slug: String!) { organization(slug: $slug) { id limits { key limit used } domains {
  id name displayName type reception sender addressCount lastCheckedAt version
  canSend { ready reasons { code } } canReceive { ready reasons { code } }
  dnsRecords { purpose type host value status } } } }`
const UPDATE = `mutation Update($input: UpdateEmailAddressInput!) {
  updateEmailAddress(input: $input) { emailAddress { id version } problems { code path } } }`

/** What both sides must answer alike. */
export const ANSWERED = {
  api: ({ data: { organization, updateEmailAddress } }) => {
    if (updateEmailAddress) return updateEmailAddress.problems.length === 0
    const { address, addresses, domains } = organization
    return domains ? domains.map(({ name }) => name) : (addresses?.nodes ?? [address]).map((node) => node.address)
  },
  reference: (answer) => {
    if ('changed' in answer) return answer.changed === 1
    if (answer.domains) return answer.domains.map(({ name }) => name)
    return [answer].flat().map(({ addressKey }) => addressKey)
  },
}

/** W1 to W6: the same question to the API and to the reference. `next` numbers the calls. */
export function questionsFor({ organisationId, slug, domain, addresses, ids }) {
  const addressOf = (number) => `team-${String(number % addresses).padStart(6, '0')}@${domain}`
  const list = () => ({
    api: { query: LIST, variables: { slug } },
    reference: { question: 'list', variables: { organisationId } },
  })
  const one = (next) => ({
    api: { query: ONE, variables: { slug, address: addressOf(next) } },
    reference: { question: 'one', variables: { organisationId, address: addressOf(next) } },
  })
  const dashboard = () => ({
    api: { query: DOMAINS, variables: { slug } },
    reference: { question: 'domains', variables: { organisationId } },
  })
  const search = (next) => {
    const prefix = `team-000${next % 10}`
    return {
      api: { query: SEARCH, variables: { slug, search: prefix } },
      reference: { question: 'search', variables: { organisationId, prefix } },
    }
  }
  const versions = { api: new Map(), reference: new Map() }
  const versionOf = (side, number) => {
    const version = versions[side].get(number) ?? 1
    versions[side].set(number, version + 1)
    return version
  }
  const update = (next) => {
    const number = next % addresses
    const fromName = `Team ${number} ${next}`
    return {
      api: () => ({
        query: UPDATE,
        variables: { input: { id: ids[number], expectedVersion: versionOf('api', number), settings: { fromName } } },
      }),
      reference: () => ({
        question: 'update',
        variables: { organisationId, address: addressOf(number), fromName, version: versionOf('reference', number) },
      }),
    }
  }
  const reads = [list, one, dashboard, search]
  return {
    'W1 list of 50 addresses': list,
    'W2 one address in full': one,
    'W3 domains dashboard': dashboard,
    'W4 update one address': update,
    'W5 search by prefix': search,
    'W6 mixed 90/10': (next) => (next % 10 === 9 ? update(next) : reads[next % reads.length](next)),
  }
}
