import type { PersonRowFragment as Person } from '@/gql/graphql'

/** A member as a row of a list of named things. */
export const toRow = (person: Person) => ({ ...person, name: person.user.name || person.user.email })
