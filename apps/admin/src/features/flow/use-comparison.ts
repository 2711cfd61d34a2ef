import type { FlowDefinition } from '@mailroom/core'
import { computed, shallowRef, type ComputedRef, type WritableComputedRef } from 'vue'
import type { FlowContentFragment, FlowVersionsQuery } from '@/gql/graphql'
import { useI18n } from '@/shared/i18n'
import { namesOf } from './flow-form'

/** One of the versions that were published. */
export type Version = NonNullable<NonNullable<FlowVersionsQuery['organization']>['flow']>['versions']['nodes'][0]

/** What a version, or what is published, is told apart from the draft by. */
interface Comparison {
  readonly title: string
  readonly before: FlowDefinition | undefined
  readonly names: ReadonlyMap<string, string>
}

/** The dialog that compares the draft with what is published, or with an older version. */
export function useComparison(
  flow: () => FlowContentFragment | undefined,
  draftNames: () => ReadonlyMap<string, string>,
): {
  comparison: ComputedRef<Comparison | undefined>
  isComparing: WritableComputedRef<boolean>
  published: ComputedRef<FlowDefinition | undefined>
  /** Null: with what is published. */
  compare: (version: Version | null) => void
} {
  const { t } = useI18n()
  const compared = shallowRef<Version | null>()
  const published = computed(() => sourceOf(flow()?.published))
  const comparison = computed(() => {
    const version = compared.value
    const stored = flow()
    if (version === undefined || !stored) return undefined
    const known = version ? [...namesOf({ draft: version.definition, published: null })] : []
    return {
      title: t('flow.diff.title', { version: version?.number ?? stored.publishedVersion }),
      before: version ? sourceOf(version.definition) : published.value,
      names: new Map([...known, ...draftNames()]),
    }
  })
  const isComparing = computed({
    get: () => comparison.value !== undefined,
    set: (open) => (compared.value = open ? null : undefined),
  })
  return { comparison, isComparing, published, compare: (version) => (compared.value = version) }
}

function sourceOf(definition: { source: unknown } | null | undefined): FlowDefinition | undefined {
  return (definition?.source ?? undefined) as FlowDefinition | undefined
}
