import { describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { UpdateDomainDocument } from '@/gql/graphql'
import { answerWith, failing, type Answers } from '../../../test/render'
import { useSave } from './index'
import { toFailure } from './failure'

const input = { id: 'd1', expectedVersion: 1 }
const problem = (code: string, severity = 'ERROR') => ({
  __typename: 'Problem',
  code,
  severity,
  path: ['reception'],
  message: 'Text of the API',
  params: [{ __typename: 'ProblemParam', name: 'limit', value: '2' }],
})
const payload = (problems: object[]) => ({
  data: { updateDomain: { __typename: 'DomainPayload', domain: null, problems } },
})

function saveWith(answers: Answers) {
  const asked = answerWith(answers)
  const form = { setProblems: vi.fn() }
  const saving = effectScope().run(() => useSave({ form }))!
  const save = (onStale?: () => void) =>
    saving.save(UpdateDomainDocument, { input }, (result) => result.updateDomain, onStale)
  return { asked, form, saving, save }
}

describe('useSave', () => {
  it('answers with the payload where nothing refuses, and keeps warnings', async () => {
    const { form, saving, save } = saveWith({ UpdateDomain: () => payload([problem('MX_MOVES_ALL_MAIL', 'WARNING')]) })
    expect(await save()).toBeDefined()
    expect(form.setProblems).toHaveBeenCalledWith([])
    expect(saving.savedAt).toBeInstanceOf(Date)
    expect(saving.problems.map((one) => one.code)).toEqual(['MX_MOVES_ALL_MAIL'])
  })

  it('puts problems on the form, with parameters of their own type', async () => {
    const { form, saving, save } = saveWith({ UpdateDomain: () => payload([problem('LIMIT_REACHED')]) })
    expect(await save()).toBeUndefined()
    expect(form.setProblems.mock.calls[0]![0]).toMatchObject([{ code: 'LIMIT_REACHED', params: { limit: 2 } }])
    expect(saving.savedAt).toBeUndefined()
  })

  it('gives a stale version to whoever merges it', async () => {
    const { form, save } = saveWith({ UpdateDomain: () => payload([problem('STALE_VERSION')]) })
    const merge = vi.fn()
    expect(await save(merge)).toBeUndefined()
    expect(merge).toHaveBeenCalledOnce()
    expect(form.setProblems).not.toHaveBeenCalled()
  })

  it.each([
    ['FORBIDDEN', {}, 'Your role does not allow this.'],
    ['NOT_FOUND', {}, 'This is not there any more, or you may not see it.'],
    ['RATE_LIMITED', { retryAfter: 8 }, 'Too many tries. Try again in 8 s.'],
    ['UNAVAILABLE', { reason: 'STORAGE_FULL' }, 'no room left to store anything. What you entered is kept'],
    ['UNAVAILABLE', { reason: 'NO_DATABASE' }, 'cannot reach its database'],
    ['INTERNAL_SERVER_ERROR', { incident: 'i-42' }, 'i-42'],
  ])('says in words what %s means', async (code, extensions, text) => {
    const { saving, save } = saveWith({ UpdateDomain: () => failing(code, extensions) })
    expect(await save()).toBeUndefined()
    expect(saving.failureText).toContain(text)
    expect(saving.busy).toBe(false)
  })

  it('counts down until the next try is allowed', async () => {
    vi.useFakeTimers()
    const { saving, save } = saveWith({ UpdateDomain: () => failing('RATE_LIMITED', { retryAfter: 2 }) })
    await save()
    expect(saving.retryIn).toBe(2)
    vi.advanceTimersByTime(1000)
    expect(saving.retryIn).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(saving.failureText).toBeUndefined()
    vi.useRealTimers()
  })

  it('says that the server cannot be reached', async () => {
    const { saving, save } = saveWith({})
    await save()
    expect(saving.failureText).toContain('cannot be reached')
  })
})

describe('toFailure', () => {
  it('does not take a mistake of the console for one of the network', () => {
    expect(toFailure(new TypeError('undefined'))).toEqual({ kind: 'UNKNOWN', incidentId: null })
  })
})
