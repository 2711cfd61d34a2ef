import { PresentSlugDocument } from '@/gql/graphql'
import { client, currentViewer, refreshViewer, type Viewer } from '@/shared/api'

/**
 * The slug that one of the viewer's organisations has by now, for one that none of them is known by: an old link, or one
 * under a new slug in a console that was opened before. Undefined: there is none, or it is not the viewer's.
 */
export async function presentSlugOf(slug: string, { memberships }: Viewer): Promise<string | undefined> {
  if (memberships.some(({ organization }) => organization.slug === slug)) return undefined
  const answer = await client
    .query({ query: PresentSlugDocument, variables: { slug }, fetchPolicy: 'no-cache' })
    .catch(() => undefined)
  const found = answer?.data.organization
  const isKnown = (viewer: Pick<Viewer, 'memberships'> | null | undefined) =>
    viewer?.memberships.some(({ organization: { id, slug: known } }) => id === found?.id && known === found.slug)
  if (found && !isKnown({ memberships })) await refreshViewer()
  return isKnown(currentViewer.value) ? found?.slug : undefined
}
