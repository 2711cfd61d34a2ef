import { readdirSync, readFileSync } from 'node:fs'
import { Kind, parse, print, separateOperations, visit, type DocumentNode, type OperationDefinitionNode } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHarness, type Harness } from './harness.js'

const CONSOLE = new URL('../../admin/src/', import.meta.url)
const LONGEST_PAGE = 200
const VALUES: Record<string, unknown> = {
  Boolean: true,
  PreviewCannedResponseInput: { html: '<b>x</b>' },
  InboundMessageInput: { from: 'a@b.example', envelopeTo: ['x@acme.mailroom.example'] },
  OutboundDraftInput: { address: 'x@acme.mailroom.example', kind: 'NEW', to: ['a@b.example'], subject: 'x', html: 'x' },
}

let harness: Harness
beforeAll(async () => {
  harness = await startHarness('sqlite')
  const create = 'mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } } }'
  const input = { organizationId: harness.acme.id, name: 'Questions' }
  const { createQueue } = await harness.operator.data(create, { input })
  VALUES['RankQueueInput'] = { queueId: createQueue.queue.id, waiting: [] }
})
afterAll(() => harness.stop())

test.each(consoleQueries())('the console may ask %s with pages of 200', async (_name, document, operation) => {
  const { errors } = await harness.operator.ask(print(document), variablesOf(operation))
  expect(errors).toEqual([])
})

/** The queries that the console sends, each with the fragments that it uses. */
function consoleQueries(): [string, DocumentNode, OperationDefinitionNode][] {
  const files = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'))
  const all = parse(files.map((file) => readFileSync(new URL(file, CONSOLE), 'utf8')).join('\n'))
  return Object.entries(separateOperations(withLongPages(all))).flatMap(([name, document]) =>
    document.definitions.flatMap((definition): [string, DocumentNode, OperationDefinitionNode][] =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'query'
        ? [[name, document, definition]]
        : [],
    ),
  )
}

function withLongPages(document: DocumentNode): DocumentNode {
  return visit(document, {
    Argument: (node) =>
      node.name.value === 'first' && node.value.kind === Kind.INT
        ? { ...node, value: { ...node.value, value: String(LONGEST_PAGE) } }
        : undefined,
  })
}

function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  const needed = variableDefinitions.map(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type
    const typeName = named.kind === Kind.NAMED_TYPE ? named.name.value : ''
    return [variable.name.value, valueOf(variable.name.value, typeName, type.kind === Kind.NON_NULL_TYPE)]
  })
  return Object.fromEntries(needed.filter(([, value]) => value !== undefined))
}

function valueOf(name: string, type: string, isRequired: boolean): unknown {
  if (name === 'first') return LONGEST_PAGE
  if (!isRequired) return undefined
  return VALUES[type] ?? 'acme'
}
