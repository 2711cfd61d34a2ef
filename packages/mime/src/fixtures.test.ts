/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { decideInbound, type InboundMail, type InboundOutcome, type Thread } from '@mailroom/core'
import { aConfiguration, anAddress, type ConfigurationParts } from '@mailroom/core/testing'
import { simpleParser, type AddressObject } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { parseMessage } from './index.js'

const FOLDER = new URL('../fixtures/', import.meta.url)

interface Case {
  readonly file: string
  readonly why: string
  readonly message: { from: object; subject?: string; text?: string; attachments: string[] }
  readonly mail: Pick<InboundMail, 'envelopeFrom' | 'envelopeTo'> & Partial<Pick<InboundMail, 'spam' | 'virus'>>
  readonly threads?: readonly (Omit<Thread, 'disconnectedAt'> & { disconnectedAt: string | null })[]
  readonly settings?: ConfigurationParts['settings']
  readonly limits?: ConfigurationParts['limits']
  readonly expected: { outcomes: Partial<InboundOutcome>[]; trace: string[]; replyTo: string | null }
}

interface Organisation {
  readonly edition: NonNullable<ConfigurationParts['edition']>
  readonly domains: string[]
  readonly names: Record<string, string>
  readonly addresses: ({ address: string } & NonNullable<Parameters<typeof anAddress>[1]>)[]
  readonly redirections: Record<string, string>
  readonly flows: NonNullable<ConfigurationParts['flows']>
}

const read = (file: string) => readFileSync(new URL(file, FOLDER))
const { receivedAt, organisation, cases } = JSON.parse(read('expected.json').toString()) as {
  receivedAt: string
  organisation: Organisation
  cases: Case[]
}
const files = [...new Set(cases.map(({ file }) => file))]

function configurationOf({ settings = {}, limits = {} }: Case) {
  const { redirections, addresses, ...parts } = organisation
  const built = addresses.map(({ address, ...of }) => anAddress(address, of))
  const targets = Object.entries(redirections).map(([target, address]) => [
    target,
    built.find(({ id }) => id === address),
  ])
  const redirected = Object.fromEntries(targets) as NonNullable<ConfigurationParts['redirections']>
  return aConfiguration({ ...parts, addresses: built, redirections: redirected, settings, limits })
}

const OUTCOME: Omit<InboundOutcome, 'recipient' | 'result'> = {
  addressId: null,
  reason: null,
  continues: false,
  labels: [],
  autoReplyId: null,
  queueId: null,
  flowId: null,
  skillIds: [],
  languageId: null,
  priority: null,
}

describe.each(cases)('$file: $why', (each) => {
  const { file, message: expected, mail, threads = [] } = each

  it('is read', async () => {
    const message = await parseMessage(read(file))
    expect(message.from[0]).toEqual(expected.from)
    if (expected.subject !== undefined) expect(message.subject).toBe(expected.subject)
    expect(message.text).toContain(expected.text ?? '')
    expect(message.attachments.map(({ name }) => name)).toEqual(expected.attachments)
    expect(message.sizeBytes).toBe(read(file).length)
  })

  it('is decided', async () => {
    const decision = decideInbound(configurationOf(each), {
      spam: 'PASS',
      virus: 'PASS',
      ...mail,
      message: await parseMessage(read(file)),
      receivedAt: Date.parse(receivedAt),
      threads: threads.map((thread) => ({
        ...thread,
        disconnectedAt: thread.disconnectedAt && Date.parse(thread.disconnectedAt),
      })) as Thread[],
    })
    expect(decision.outcomes).toEqual(each.expected.outcomes.map((outcome) => ({ ...OUTCOME, ...outcome })))
    const codes = decision.trace.map(({ code }) => code)
    expect(codes.filter((code) => each.expected.trace.includes(code))).toEqual(
      expect.arrayContaining(each.expected.trace),
    )
    expect(decision.replyTo).toBe(each.expected.replyTo)
  })
})

/** Where the second reader gives something else: broken fields, an unknown character set, a report's own part. */
const DIFFERS: Record<string, string[]> = {
  'malformed-headers.eml': ['from', 'to', 'subject', 'messageId'],
  'charset-unknown.eml': ['subject'],
  'bounce-delivery-status.eml': ['attachments'],
}

describe('a second reader reads the same', () => {
  const addressesOf = (value: AddressObject | AddressObject[] | undefined) =>
    [value ?? []]
      .flat()
      .flatMap(({ value: mailboxes }) =>
        mailboxes.flatMap(({ address, group }) => group?.map((of) => of.address) ?? address),
      )

  it.each(files)('%s', async (file) => {
    const [ours, theirs] = await Promise.all([parseMessage(read(file)), simpleParser(read(file))])
    const fields: Record<string, [unknown, unknown]> = {
      from: [ours.from.map(({ address }) => address), addressesOf(theirs.from)],
      to: [ours.to.map(({ address }) => address), addressesOf(theirs.to)],
      replyTo: [ours.replyTo.map(({ address }) => address), addressesOf(theirs.replyTo)],
      subject: [ours.subject, theirs.subject ?? ''],
      messageId: [ours.messageId, theirs.messageId ?? null],
      references: [ours.references, [theirs.references ?? []].flat()],
      attachments: [ours.attachments.length, theirs.attachments.length],
    }
    for (const [field, [our, their]] of Object.entries(fields)) {
      if (!DIFFERS[file]?.includes(field)) expect(our, field).toEqual(their)
    }
  })
})

it('every raw mail has an expectation, ends its lines with CR LF, and no two cases are the same', () => {
  expect(readdirSync(FOLDER).filter((file) => file.endsWith('.eml'))).toEqual([...files].sort())
  for (const file of files) expect(read(file).toString('latin1')).not.toMatch(/[^\r]\n/)
  expect(new Set(cases.map(({ file, why }) => file + why)).size).toBe(cases.length)
})
