import { DomainZoneFileDocument } from '@/gql/graphql'
import { client, failureText, toFailure } from '@/shared/api'
import { translate } from '@/shared/i18n'

/** The zone file of a domain as it is now, or why there is none. */
export async function loadZoneFile(org: string, name: string): Promise<{ text: string } | { failure: string }> {
  try {
    const variables = { org, name }
    const { data } = await client.query({ query: DomainZoneFileDocument, variables, fetchPolicy: 'network-only' })
    return { text: data.organization?.domain?.zoneFile ?? '' }
  } catch (error) {
    return { failure: failureText(toFailure(error), translate) }
  }
}
