import { createRequire } from 'node:module'
import type { ApolloServerPlugin } from '@apollo/server'
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import {
  BREAK,
  visit,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import type * as Complexity from 'graphql-query-complexity'
import type { Caller } from '../auth/caller.js'
import { ApiError } from './errors.js'
import type { Context } from './context.js'

type VariableValues = Readonly<Record<string, unknown>>

/** Its ES modules bring a second copy of graphql; the other build shares ours. */
const { getComplexity, simpleEstimator } = createRequire(import.meta.url)(
  'graphql-query-complexity',
) as typeof Complexity

export const MAX_TOKENS = 1_000
export const MAX_COST = 50_000
const MAX_DEPTH = 12
const MAX_ALIASES = 15
const MAX_DIRECTIVES = 8
const MAX_ERRORS = 5
const COSTS_OF_A_DOCUMENT = 100
const REFUSED = { http: { status: 400 } }

/** The armour's rules throw by default, which the server answers with 500: they must report instead. */
const reporting = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
}

/** Limits that the document alone decides; a document that passed is not looked at again. */
export const VALIDATION_RULES = [
  maxDepthRule({ n: MAX_DEPTH, flattenFragments: true, ...reporting }),
  maxAliasesRule({ n: MAX_ALIASES, allowList: [], ...reporting }),
  maxDirectivesRule({ n: MAX_DIRECTIVES, ...reporting }),
] as ValidationRule[]

/** A list costs what its page is long. */
const byPage: Complexity.ComplexityEstimator = ({ args, childComplexity }) =>
  typeof args['first'] === 'number' ? 1 + Math.max(1, args['first']) * childComplexity : undefined
const ESTIMATORS = [byPage, simpleEstimator({ defaultComplexity: 1 })]

/** What queries cost, estimated once a document and page length. */
class Costs {
  private readonly known = new WeakMap<DocumentNode, Map<string, number>>()

  of(schema: GraphQLSchema, query: DocumentNode, operation: string | null, variables: VariableValues): number {
    const known = this.known.get(query) ?? new Map<string, number>()
    this.known.set(query, known)
    const key = JSON.stringify([operation, ...Object.entries(variables).filter(([, value]) => mayDecide(value))])
    const cost = known.get(key) ?? this.estimate(schema, query, operation, variables)
    if (known.size >= COSTS_OF_A_DOCUMENT) known.clear()
    known.set(key, cost)
    return cost
  }

  private estimate(schema: GraphQLSchema, query: DocumentNode, operation: string | null, variables: VariableValues) {
    const operationName = operation === null ? {} : { operationName: operation }
    return getComplexity({ schema, query, estimators: ESTIMATORS, variables, ...operationName })
  }
}

/** Lengths of pages, @include and @skip: texts and objects do not change a cost. */
function mayDecide(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value === null
}

const costs = new Costs()

/** What an operation costs that is valid; BAD_USER_INPUT where that is too much, or its variables do not fit. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: string | null,
  variables: VariableValues,
): number {
  const cost = orRefuse(() => costs.of(schema, document, operation, variables))
  if (cost > MAX_COST)
    throw new ApiError('BAD_USER_INPUT', `The query costs ${cost}; ${MAX_COST} is the limit`, REFUSED)
  return cost
}

const schemaReaders = new WeakMap<DocumentNode, boolean>()

/**
 * Limits that need the variables or the caller, and at most five errors in an answer. `charge` is told what a request
 * costs before it runs.
 */
export const limitsPlugin = (charge: (caller: Caller, cost: number) => void): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request, operationName, contextValue }) {
        if (operation?.operation === 'subscription') {
          throw new ApiError('BAD_USER_INPUT', 'Subscriptions come by the WebSocket', REFUSED)
        }
        if (!contextValue.caller.principal && asksForSchema(document)) {
          throw new ApiError('UNAUTHENTICATED', 'Sign in to read the schema', REFUSED)
        }
        charge(contextValue.caller, costOf(schema, document, operationName, request.variables ?? {}))
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return
        const result = response.body.singleResult
        if (result.errors && result.errors.length > MAX_ERRORS) result.errors = result.errors.slice(0, MAX_ERRORS)
      },
    }
  },
})

/** The estimate reads the variables before the executor does: those that do not fit are the caller's mistake. */
function orRefuse(estimate: () => number): number {
  try {
    return estimate()
  } catch (error) {
    throw new ApiError('BAD_USER_INPUT', (error as Error).message.slice(0, 500), REFUSED)
  }
}

function asksForSchema(document: DocumentNode): boolean {
  const known = schemaReaders.get(document)
  if (known !== undefined) return known
  let found = false
  visit(document, {
    Field(node) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return undefined
      found = true
      return BREAK
    },
  })
  schemaReaders.set(document, found)
  return found
}
