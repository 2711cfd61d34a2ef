import type { SavedMail } from '@mailroom/core'
import { computed, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { SavedTestDocument } from '@/gql/graphql'
import { useOrganization, useQuery } from '@/shared/api'
import { toMailForm, type MailForm } from './mail-form'

/** A saved test whose mail is in the form. */
export interface OpenedTest {
  readonly id: string
  readonly name: string
  readonly version: number
  /** As it was saved. */
  readonly mail: SavedMail
}

/** The test that the URL names: its mail comes into the form, once, and is run. */
export function useOpenedTest(mail: MailForm, run: () => void) {
  const route = useRoute()
  const organization = useOrganization()
  const id = computed(() => String(route.query['test'] ?? ''))
  const query = useQuery(SavedTestDocument, () => ({ org: organization.slug.value, id: id.value }), {
    enabled: () => id.value !== '',
  })
  const saved = shallowRef<OpenedTest>()
  const stored = computed(() => (id.value === '' ? undefined : (query.data?.organization?.savedTest ?? undefined)))
  const opened = computed(() => (saved.value?.id === id.value ? saved.value : stored.value))
  const isGone = computed(() => id.value !== '' && query.data?.organization != null && !opened.value)
  let shown = ''
  watch(
    stored,
    (test) => {
      if (!test || test.id === shown) return
      shown = test.id
      Object.assign(mail, toMailForm(test.mail as SavedMail))
      run()
    },
    { immediate: true },
  )

  /** What was saved from the form is opened, as it is. */
  function took(test: OpenedTest): void {
    shown = test.id
    saved.value = test
  }
  return { opened, isGone, took }
}
