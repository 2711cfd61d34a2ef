import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import {
  execute,
  getNamedType,
  getOperationAST,
  GraphQLError,
  isInputObjectType,
  isLeafType,
  typeFromAST,
  type DocumentNode,
  type GraphQLSchema,
  type GraphQLType,
  type NamedTypeNode,
} from 'graphql'
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit'
import type { Context } from './context.js'

/** A document that came this often is compiled: those that come once are not worth it. */
const COMPILED_AT = 3

type Gateway = NonNullable<ApolloServerOptionsWithGateway<Context>['gateway']>
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>

/** What the server hands its requests to: frequent documents run as compiled functions, all others by graphql-js. */
export function compilingExecutor(schema: GraphQLSchema): Gateway {
  const frequent = new FrequentDocuments(schema)
  const executor: Executor = async ({ document, context, request }) => {
    const operationName = request.operationName ?? null
    const variableValues = request.variables ?? {}
    const compiled = frequent.compiled(document, operationName)
    const result = await compiled?.query(undefined, context, variableValues)
    // Without data nothing ran: variables that do not fit are refused in the words of graphql-js.
    if (!result?.data) return execute({ schema, document, operationName, contextValue: context, variableValues })
    return result.errors ? { data: result.data, errors: result.errors.map(toGraphQLError) } : result
  }
  return {
    load: async () => ({ executor }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    stop: async () => undefined,
  }
}

interface Use {
  times: number
  compiled: CompiledQuery | null
}

/** Compiled documents, for as long as the server remembers the parsed document. */
class FrequentDocuments {
  private readonly uses = new WeakMap<DocumentNode, Map<string | null, Use>>()

  constructor(private readonly schema: GraphQLSchema) {}

  compiled(document: DocumentNode, operationName: string | null): CompiledQuery | null {
    const uses = this.uses.get(document) ?? new Map<string | null, Use>()
    this.uses.set(document, uses)
    const use = uses.get(operationName) ?? { times: 0, compiled: null }
    uses.set(operationName, use)
    use.times++
    if (use.times === COMPILED_AT) use.compiled = compile(this.schema, document, operationName)
    return use.compiled
  }
}

/** Null: graphql-js runs it. Writes wait for the disk, not for us. */
function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): CompiledQuery | null {
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== 'query') return null
  const variables = operation.variableDefinitions ?? []
  if (!variables.every(({ type }) => isFlat(typeFromAST(schema, type as NamedTypeNode)))) return null
  const compiled = compileQuery(schema, document, operationName ?? undefined)
  return isCompiledQuery(compiled) ? compiled : null
}

/** The compiler follows input types without end where they contain themselves. */
function isFlat(type: GraphQLType | undefined): boolean {
  const named = getNamedType(type)
  if (!isInputObjectType(named)) return isLeafType(named)
  return Object.values(named.getFields()).every((field) => isLeafType(getNamedType(field.type)))
}

/** The compiler's errors lack what the server's formatting relies on. */
function toGraphQLError({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null })
  return Object.assign(error, { locations })
}
