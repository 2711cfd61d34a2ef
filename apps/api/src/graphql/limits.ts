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
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import type * as Complexity from 'graphql-query-complexity'
import { ApiError } from './errors.js'
import type { Context } from './context.js'

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

/** Limits that need the variables or the caller, and at most five errors in an answer. */
export const limitsPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, request, operationName, contextValue }) {
        if (!contextValue.caller.principal && asksForSchema(document)) {
          throw new ApiError('UNAUTHENTICATED', 'Sign in to read the schema', REFUSED)
        }
        const cost = orRefuse(() =>
          getComplexity({
            schema,
            query: document,
            estimators: ESTIMATORS,
            variables: request.variables ?? {},
            ...(operationName ? { operationName } : {}),
          }),
        )
        if (cost > MAX_COST) {
          throw new ApiError('BAD_USER_INPUT', `The query costs ${cost}; ${MAX_COST} is the limit`, REFUSED)
        }
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return
        const result = response.body.singleResult
        if (result.errors && result.errors.length > MAX_ERRORS) result.errors = result.errors.slice(0, MAX_ERRORS)
      },
    }
  },
}

/** The estimate reads the variables before the executor does: those that do not fit are the caller's mistake. */
function orRefuse(estimate: () => number): number {
  try {
    return estimate()
  } catch (error) {
    throw new ApiError('BAD_USER_INPUT', (error as Error).message.slice(0, 500), REFUSED)
  }
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field(node) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return undefined
      found = true
      return BREAK
    },
  })
  return found
}
