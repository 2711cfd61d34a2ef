/** What proves whoever signed in a while ago, as the API takes it: nothing where it was not asked for. */
export function proofOf({ password, secondFactor }: { password: string; secondFactor: string }) {
  return {
    ...(password === '' ? {} : { password }),
    ...(secondFactor === '' ? {} : { secondFactor }),
  }
}
