import { setTimeout as sleep } from 'node:timers/promises'

/** How often something is asked again that a busy server has refused. */
const ATTEMPTS = 5

/**
 * A plain GraphQL client that keeps the session's cookie.
 * @param {string} url origin of the server
 * @returns `call(query, variables)`, which throws on GraphQL errors and on problems of severity ERROR, and the session
 */
export function connect(url) {
  let cookie = ''
  return { call, signIn, cookie: () => cookie }

  /** @param {string} query @param {object} variables @returns {Promise<any>} */
  async function call(query, variables = {}) {
    let { data, errors } = await ask(query, variables)
    for (let attempt = 1; attempt < ATTEMPTS && waitOf(errors); attempt++) {
      await sleep(waitOf(errors) * 1000)
      ;({ data, errors } = await ask(query, variables))
    }
    const problems = Object.values(data ?? {}).flatMap((payload) => payload?.problems ?? [])
    const failures = [...(errors ?? []), ...problems.filter(({ severity }) => severity !== 'WARNING')]
    if (failures.length > 0) throw new Error(JSON.stringify(failures))
    return data
  }

  async function ask(query, variables) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables }),
    })
    const [set] = response.headers.getSetCookie()
    if (set) cookie = set.split(';')[0]
    return response.json()
  }

  /** @param {{ email: string, password: string }} input */
  function signIn(input) {
    return call('mutation ($input: SignInInput!) { signIn(input: $input) { problems { code severity } } }', { input })
  }
}

/** The seconds after which a busy server, which has changed nothing, wants to be asked again. */
const waitOf = (errors) => errors?.find(({ extensions }) => extensions?.reason === 'BUSY')?.extensions.retryAfter
