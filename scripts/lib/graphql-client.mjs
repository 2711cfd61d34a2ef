/**
 * A plain GraphQL client that keeps the session's cookie.
 * @param {string} url origin of the server
 * @returns a function `(query, variables) → data` that throws on GraphQL errors and on problems of severity ERROR
 */
export function connect(url) {
  let cookie = ''
  return async function call(query, variables = {}) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables }),
    })
    const [set] = response.headers.getSetCookie()
    if (set) cookie = set.split(';')[0]
    const { data, errors } = await response.json()
    const problems = Object.values(data ?? {}).flatMap((payload) => payload?.problems ?? [])
    const failures = [...(errors ?? []), ...problems.filter(({ severity }) => severity !== 'WARNING')]
    if (failures.length > 0) throw new Error(JSON.stringify(failures))
    return data
  }
}
