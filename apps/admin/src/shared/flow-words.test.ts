import type { FlowAction, FlowCondition } from '@mailroom/core'
import { expect, it } from 'vitest'
import { renderOne } from '../../test/render'
import { useFlowWords } from './flow-words'

function words() {
  let said: ReturnType<typeof useFlowWords> | undefined
  const names = new Map([
    ['que_1', 'Billing'],
    ['skl_1', 'Invoices'],
    ['skl_2', 'Returns'],
    ['lng_1', 'German'],
  ])
  renderOne({
    setup: () => {
      said = useFlowWords(() => names)
      return () => null
    },
  })
  return said!
}

const subject = (value: string): FlowCondition => ({ compare: { field: 'SUBJECT', operator: 'CONTAINS', value } })

it.each<[FlowCondition, string]>([
  [subject('a'), 'Subject contains “a”'],
  [{ all: [subject('a'), { not: subject('b') }] }, 'Subject contains “a” and not (Subject contains “b”)'],
  [
    { any: [subject('a'), { all: [subject('b'), subject('c')] }] },
    'Subject contains “a” or (Subject contains “b” and Subject contains “c”)',
  ],
  [{ all: [] }, 'always'],
  [{ any: [] }, 'never'],
  [{ compare: { field: 'HEADER', header: 'X-A', operator: 'EXISTS' } }, 'Header field x-a is present'],
  [
    { compare: { field: 'FROM_DOMAIN', operator: 'ONE_OF', values: ['a.example', 'b.example'] } },
    'Sender’s domain is one of “a.example” or “b.example”',
  ],
  [{ compare: { field: 'SPAM_VERDICT', operator: 'EQUALS', value: 'FAIL' } }, 'Spam verdict is “Found”'],
  [
    {
      compare: {
        field: 'RECEIVED_AT',
        operator: 'WITHIN_SCHEDULE',
        schedule: {
          timeZone: 'Europe/Vienna',
          open: [{ weekday: 1, from: '09:00', to: '24:00' }],
          closedOn: ['2026-12-24'],
        },
      },
    },
    'Time of arrival is in opening hours (Europe/Vienna · Mon 09:00–24:00 · closed on 24 Dec 2026)',
  ],
])('says a condition in words: %o', (condition, text) => {
  expect(words().when(condition)).toBe(text)
})

it.each<[FlowAction, string]>([
  [{ setPriority: -20 }, 'Set priority: -20'],
  [{ addSkillIds: ['skl_1', 'skl_2'] }, 'Add skills: Invoices and Returns'],
  [{ setLanguageId: 'lng_1' }, 'Set language: German'],
  [{ addLabel: 'VIP' }, 'Add label: VIP'],
  [{ autoReplyId: 'rsp_9' }, 'Reply automatically: something that is gone'],
  [{ autoReplyId: '' }, 'Reply automatically: not chosen yet'],
  [{ disconnect: true }, 'Disconnect'],
  [
    { transferToQueue: { queueId: 'que_1', skillIds: ['skl_1'], languageId: 'lng_1', priority: 5 } },
    'To queue: Billing · Invoices · German · priority 5',
  ],
])('says an action in words: %o', (action, text) => {
  expect(words().action(action)).toBe(text)
})
