import { gql, type TypedDocumentNode } from '@apollo/client/core'
import { flushPromises } from '@vue/test-utils'
import { effectScope, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { answerWith, failing } from '../../../test/render'
import { useQuery } from './query'

const PLACE: TypedDocumentNode<{ place: string }, { id: string }> = gql`
  query Place($id: ID!) {
    place(id: $id)
  }
`

const inScope = <T>(run: () => T): T => effectScope().run(run) as T

describe('useQuery', () => {
  it('keeps the former answer until that of changed variables is there', async () => {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    answerWith({
      Place: async ({ id }) => {
        if (id === 'kept-2') await released
        return { data: { place: `place ${id}` } }
      },
    })
    const id = ref('kept-1')
    const query = inScope(() => useQuery(PLACE, () => ({ id: id.value })))
    expect(query).toMatchObject({ data: undefined, loading: true })
    await flushPromises()
    expect(query).toMatchObject({ data: { place: 'place kept-1' }, loading: false })
    id.value = 'kept-2'
    await flushPromises()
    expect(query).toMatchObject({ data: { place: 'place kept-1' }, loading: true })
    release()
    await flushPromises()
    expect(query).toMatchObject({ data: { place: 'place kept-2' }, loading: false })
  })

  it('asks nothing while it is not enabled', async () => {
    const asked = answerWith({ Place: () => ({ data: { place: 'here' } }) })
    const enabled = ref(false)
    const query = inScope(() => useQuery(PLACE, { id: 'enabled' }, { enabled }))
    await flushPromises()
    expect(asked).toEqual([])
    enabled.value = true
    await flushPromises()
    expect(query.data).toEqual({ place: 'here' })
  })

  it('tells a failure, and asks again on wish', async () => {
    let works = false
    answerWith({ Place: () => (works ? { data: { place: 'back' } } : failing('INTERNAL', { incidentId: 'abc' })) })
    const query = inScope(() => useQuery(PLACE, { id: 'failing' }))
    await flushPromises()
    expect(query).toMatchObject({ data: undefined, loading: false })
    expect(query.failure).toBeDefined()
    works = true
    await query.refetch()
    await flushPromises()
    expect(query).toMatchObject({ data: { place: 'back' }, failure: undefined })
  })

  it('keeps the data on the page where asking again fails', async () => {
    let works = true
    answerWith({ Place: () => (works ? { data: { place: 'first' } } : failing('INTERNAL')) })
    const query = inScope(() => useQuery(PLACE, { id: 'again' }))
    await flushPromises()
    works = false
    await query.refetch()
    await flushPromises()
    expect(query.failure).toBeDefined()
    expect(query.data).toEqual({ place: 'first' })
  })
})
