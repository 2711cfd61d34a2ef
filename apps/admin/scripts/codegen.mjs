// Writes src/gql from the API's schema and every *.graphql file of the console.
import { codegen } from '@graphql-codegen/core'
import { preset } from '@graphql-codegen/client-preset'
import { GraphQLFileLoader } from '@graphql-tools/graphql-file-loader'
import { loadDocuments } from '@graphql-tools/load'
import { buildASTSchema, parse } from 'graphql'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const loaders = [new GraphQLFileLoader()]
const config = {
  enumsAsTypes: true,
  useTypeImports: true,
  scalars: { ID: 'string', DateTimeISO: 'string', JSONObject: 'Record<string, unknown>' },
  strictScalars: true,
}

const schema = parse(await readFile(join(root, '../api/schema.graphql'), 'utf8'))
const documents = await loadDocuments('src/**/*.graphql', { cwd: root, loaders })
const outputs = await preset.buildGeneratesSection({
  baseOutputDir: 'src/gql/',
  schema,
  schemaAst: buildASTSchema(schema),
  documents,
  config,
  plugins: [],
  pluginMap: {},
  presetConfig: { fragmentMasking: false },
})
for (const output of outputs) {
  const text = await codegen(output)
  const files = output.filename.endsWith('/graphql.ts') ? splitDocuments(text) : { [output.filename]: text }
  for (const [file, content] of Object.entries(files)) await write(join(root, file), content)
}

/**
 * The documents of each *.graphql file in a module of their own, which `graphql.ts` passes on: a page loads those of its
 * imports, and the first page none of the others'.
 */
function splitDocuments(text) {
  const lines = text.split('\n')
  const isDocument = (line) => line.startsWith('export const ')
  const modules = new Map()
  for (const line of lines.filter(isDocument)) {
    const name = moduleOf(/^export const (\w+)/.exec(line)[1])
    modules.set(name, [...(modules.get(name) ?? []), line])
  }
  const files = [...modules].map(([name, own]) => [`src/gql/documents/${name}.ts`, moduleText(own.join('\n'))])
  const passedOn = [...modules.keys()].map((name) => `export * from './documents/${name}'`)
  const graphql = [...lines.filter((line) => !isDocument(line)), ...passedOn, ''].join('\n')
  return Object.fromEntries([['src/gql/graphql.ts', graphql], ...files])
}

/** `features-queue-queue` for a constant such as `QueuePageDocument` or `QueueRowFragmentDoc`. */
function moduleOf(constant) {
  const { location } = documents.find(({ document }) =>
    document.definitions.some(
      ({ kind, name }) => constant === `${name.value}${kind === 'FragmentDefinition' ? 'FragmentDoc' : 'Document'}`,
    ),
  )
  return relative(join(root, 'src'), location).replace('.graphql', '').replaceAll('/', '-')
}

function moduleText(code) {
  const types = new Set([...code.matchAll(/DocumentNode<(\w+), (\w+)>/g)].flatMap(([, ...names]) => names))
  types.delete('unknown')
  return `import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core'
import type { ${[...types].join(', ')} } from '../graphql'

${code}
`
}

/** Leaves a file alone that would not change, so that builders watching it rest. */
async function write(file, text) {
  await mkdir(dirname(file), { recursive: true })
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before !== text) await writeFile(file, text)
}
