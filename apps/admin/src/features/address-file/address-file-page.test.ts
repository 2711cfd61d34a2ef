import { screen, within } from '@testing-library/vue'
import { ADDRESS_COLUMNS, csvLine } from '@mailroom/core'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const GOOD = csvLine(ADDRESS_COLUMNS) + csvLine(['help@shop.example', ...ADDRESS_COLUMNS.slice(1).map(() => '')])
const BAD = GOOD + csvLine(['x@shop.example', 'X', '', '', '', 'QUEUE', 'Nobody', ...Array<string>(11).fill('')])

const payload = (fields: Record<string, unknown> = {}) => ({
  data: {
    importEmailAddresses: entity('ImportEmailAddressesPayload', {
      created: 1,
      updated: 1,
      unchanged: 0,
      lineCount: 2,
      refusedLineCount: 0,
      problemCount: 0,
      lines: [
        entity('ImportedEmailAddress', { line: 2, address: 'new@shop.example', outcome: 'CREATED', changes: [] }),
        entity('ImportedEmailAddress', {
          line: 3,
          address: 'help@shop.example',
          outcome: 'UPDATED',
          changes: [entity('AddressCellChange', { column: 'queue', before: 'Support', after: '' })],
        }),
      ],
      problems: [],
      ...fields,
    }),
  },
})
const refused = payload({
  created: 0,
  updated: 0,
  lines: [],
  refusedLineCount: 1,
  problemCount: 4,
  problems: [problem('REFERENCE_NOT_FOUND', ['line', '3', 'queue'], { type: 'Queue', id: 'Nobody' })],
})

async function open(answers: Answers = {}, path = '/o/acme/addresses/file', permissions?: readonly string[]) {
  const asked = await signedIn(
    { CheckAddressFile: () => payload(), ImportAddressFile: () => payload(), ...answers },
    permissions,
  )
  return { asked, ...(await renderAt(path, nested, ['addresses'])) }
}
async function choose(user: Awaited<ReturnType<typeof open>>['user'], content: string | number[]) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  const file = new File([bytes], 'mine.csv', { type: 'text/csv' })
  // jsdom's files cannot be read.
  Object.assign(file, { arrayBuffer: () => Promise.resolve(bytes.buffer) })
  await user.upload(screen.getByLabelText(/^CSV file/), file)
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('checks a file that is chosen, tells what it would do, and imports it after a question', async () => {
  const { user, asked, ...view } = await open()
  await choose(user, GOOD)
  expect(await screen.findByText('mine.csv: 2 lines without a problem')).toBeTruthy()
  const row = screen.getByRole('rowheader', { name: 'help@shop.example' }).closest('tr')!
  expect(row.textContent).toMatch(/changed.*queue.*Support.*→.*\(empty\)/s)
  expect(await violations(view)).toEqual([])
  expect(asked.at(-1)!.variables).toMatchObject({ input: { csv: GOOD, dryRun: true } })
  await user.click(screen.getByRole('button', { name: 'Import' }))
  const dialog = screen.getByRole('dialog', { name: 'Import mine.csv?' })
  expect(within(dialog).getByText(/New addresses: 1. Changed: 1./)).toBeTruthy()
  await user.click(within(dialog).getByRole('button', { name: 'Import' }))
  expect(await screen.findByText('mine.csv was imported')).toBeTruthy()
  const { input } = asked.find(({ name }) => name === 'ImportAddressFile')!.variables as { input: object }
  expect(input).toMatchObject({ csv: GOOD, idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(screen.getByRole('link', { name: 'Show addresses, latest first' })).toBeTruthy()
})

it('tells each problem by line, column, cell and what to do; the mended file is chosen in the same place', async () => {
  const { user, asked } = await open({
    CheckAddressFile: ({ input }) => ((input as { csv: string }).csv === BAD ? refused : payload()),
  })
  await choose(user, BAD)
  expect(await screen.findByText('mine.csv: problems in 1 of 2 lines')).toBeTruthy()
  const cells = within(screen.getByRole('table', { name: 'Problems' })).getAllByRole('row')[1]!
  expect(cells.textContent).toMatch(/Line 3.*queue.*Nobody.*This queue does not exist/s)
  expect(screen.getByText('…and 3 more.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Import' })).toBeNull()
  expect(screen.getByLabelText('CSV file: choose another, or the mended one')).toBeTruthy()
  await choose(user, GOOD)
  expect(await screen.findByRole('button', { name: 'Import' })).toBeTruthy()
  expect(asked.filter(({ name }) => name === 'CheckAddressFile')).toHaveLength(2)
})

it('counts no lines of a file whose header is wrong', async () => {
  const problems = [problem('CSV_SEPARATOR', ['line', '1'], { found: ';' })]
  const { user } = await open({
    CheckAddressFile: () => payload({ created: 0, updated: 0, lines: [], lineCount: 0, refusedLineCount: 1, problems }),
  })
  await choose(user, BAD)
  expect(await screen.findByText('mine.csv cannot be read as a file of addresses')).toBeTruthy()
})

it('takes pasted text, and refuses a file that is not UTF-8 without sending it', async () => {
  const { user, asked } = await open()
  await choose(user, [0xff, 0xfe, 0x61, 0x00])
  expect(await screen.findByText(/is not UTF-8/)).toBeTruthy()
  expect(asked.filter(({ name }) => name === 'CheckAddressFile')).toEqual([])
  await user.click(screen.getByText('Paste text instead'))
  await user.click(screen.getByLabelText('Lines with header'))
  await user.paste('address;bcc')
  await user.click(screen.getByRole('button', { name: 'Check' }))
  expect(await screen.findByText('Pasted text: 2 lines without a problem')).toBeTruthy()
})

it('a file that would be refused by now is checked again', async () => {
  const { user, asked } = await open({ ImportAddressFile: () => refused })
  await choose(user, GOOD)
  await user.click(await screen.findByRole('button', { name: 'Import' }))
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Import' }))
  await vi.waitFor(() => expect(asked.filter(({ name }) => name === 'CheckAddressFile')).toHaveLength(2))
})

it('exports the filter of the list, or everything', async () => {
  const { user } = await open({}, '/o/acme/addresses/file?search=he&queue=que_1&problems=1')
  const link = screen.getByRole('link', { name: 'Download filtered addresses as CSV' })
  expect(link.getAttribute('href')).toBe('/o/acme/addresses.csv?search=he&queueId=que_1&hasProblems=true')
  await user.click(screen.getByRole('link', { name: 'All addresses instead' }))
  expect((await screen.findByRole('link', { name: 'Download as CSV' })).getAttribute('href')).toBe(
    '/o/acme/addresses.csv',
  )
})

it('R-ORG-4 offers no import to who may only view, and says what the file has not got', async () => {
  await open({}, undefined, ['routing:email:view'])
  expect(screen.queryByRole('heading', { name: 'Import' })).toBeNull()
  expect(screen.getByText(/has no BCC recipients/)).toBeTruthy()
})
