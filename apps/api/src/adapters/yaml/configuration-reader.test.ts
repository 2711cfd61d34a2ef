import { afterAll, expect, test } from 'vitest'
import { ConfigurationReader } from './configuration-reader.js'

const reader = new ConfigurationReader()
afterAll(() => reader.close())

const SHORT = 'mailroom: 1\nskills:\n  Billing: {}\n'
const HOSTILE = `mailroom: 1\nskills: [${'x,'.repeat(1_000_000)}]`

test('hostile files of an organisation leave a thread to others, and end early', async () => {
  await Promise.all([reader.read(SHORT, 'one'), reader.read(SHORT, 'two')])
  const ends: string[] = []
  const read = async (owner: string, text: string) => {
    const { problems } = await reader.read(text, owner)
    ends.push(owner)
    return problems.map(({ problem }) => problem.params['why'])
  }
  const first = read('greedy', HOSTILE)
  const second = read('greedy', HOSTILE).catch(() => ['Busy'])
  expect(await read('other', SHORT)).toEqual([])
  expect(ends).toEqual(['other'])
  expect(await first).toEqual(['TOO_LONG_TO_READ'])
  await second
}, 60_000)
