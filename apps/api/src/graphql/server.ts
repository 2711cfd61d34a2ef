import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { CostBudget } from '../auth/cost-budget.js'
import type { Context } from './context.js'
import { errorFormatter } from './errors.js'
import { compilingExecutor } from './execution.js'
import { limitsPlugin, MAX_TOKENS, VALIDATION_RULES } from './limits.js'

/** The GraphQL server with the limits of the endpoint. */
export function makeServer(
  schema: GraphQLSchema,
  log: Logger,
  budget: CostBudget,
  plugins: ApolloServerPlugin<Context>[] = [],
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    gateway: compilingExecutor(schema),
    csrfPrevention: { requestHeaders: ['x-mailroom-csrf', 'apollo-require-preflight'] },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: VALIDATION_RULES,
    formatError: errorFormatter(log),
    logger: log,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitsPlugin((caller, cost) => budget.charge(caller, cost)),
      ...plugins,
    ],
  })
}
