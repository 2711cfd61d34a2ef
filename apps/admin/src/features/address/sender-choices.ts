import { SenderChoicesDocument } from '@/gql/graphql'
import { client, useOrganization } from '@/shared/api'
import { toSenderOption, type SenderOption } from './address-form'

/** Looks for configured addresses to send from; the address itself is what an empty choice means. */
export function useSenderChoices(self: () => string | undefined) {
  const organization = useOrganization()
  return async (text: string): Promise<SenderOption[]> => {
    const variables = { org: organization.slug.value, search: text || null }
    const { data } = await client.query({ query: SenderChoicesDocument, variables, fetchPolicy: 'network-only' })
    const nodes = data.organization?.addresses.nodes ?? []
    return nodes.filter((node) => node.id !== self()).map(toSenderOption)
  }
}
