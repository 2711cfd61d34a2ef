import { onScopeDispose, reactive, watch } from 'vue'
import { useRoute } from 'vue-router'
import { NavigationCountsDocument } from '@/gql/graphql'
import { useOrganization, useQuery } from '@/shared/api'

/** Counted anew so often while the console is looked at, and on another page unless that was a moment ago. */
const EVERY_MS = 60_000
const MOMENT_MS = 10_000

type Ready = { readonly ready: boolean }
const works = ({ canSend, canReceive }: { canSend: Ready; canReceive: Ready }) => canSend.ready && canReceive.ready

/** How many domains and addresses have a problem, by the name of their page; 0 for who may not see them. */
export function useProblemCounts(): Readonly<Record<string, number>> {
  const route = useRoute()
  const { slug, can, isSuspended } = useOrganization()
  const enabled = () => can('routing:email:view') && !isSuspended.value
  const query = useQuery(NavigationCountsDocument, () => ({ org: slug.value }), { enabled })
  let countedAt = Date.now()

  function recount(age: number) {
    if (!enabled() || document.hidden || Date.now() - countedAt < age) return
    countedAt = Date.now()
    void query.refetch()
  }
  watch(
    () => route.path,
    () => recount(MOMENT_MS),
  )
  const timer = setInterval(() => recount(0), EVERY_MS)
  onScopeDispose(() => clearInterval(timer))

  const found = () => (enabled() ? query.data?.organization : undefined)
  return reactive({
    get domains() {
      return found()?.domains.filter((domain) => !works(domain)).length ?? 0
    },
    get addresses() {
      return found()?.withProblems.totalCount ?? 0
    },
  })
}
