// Writes src/gql from the API's schema and every *.graphql file of the console.
import { codegen } from '@graphql-codegen/core'
import { preset } from '@graphql-codegen/client-preset'
import { GraphQLFileLoader } from '@graphql-tools/graphql-file-loader'
import { loadDocuments } from '@graphql-tools/load'
import { buildASTSchema, parse } from 'graphql'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

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
for (const output of outputs) await write(join(root, output.filename), await codegen(output))

/** Leaves a file alone that would not change, so that builders watching it rest. */
async function write(file, text) {
  await mkdir(dirname(file), { recursive: true })
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before !== text) await writeFile(file, text)
}
