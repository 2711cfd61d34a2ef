import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync, type NonEmptyArray, type PubSub, type ResolverData } from 'type-graphql'
import type { Context } from './context.js'

type ResolverClass = new (...services: never[]) => object

/** The library demands one where there are subscriptions. */
const NO_TOPICS: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Subscriptions bring iterators of their own')
  },
}

/** The schema of the resolvers. `instances`: those that answer; without, the schema is only for printing. */
export function makeSchema(resolvers: readonly ResolverClass[], instances: readonly object[]): GraphQLSchema {
  const byClass = new Map(instances.map((instance) => [instance.constructor, instance]))
  return buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<ResolverClass>,
    container: { get: (resolver: ResolverClass, _data: ResolverData<Context>) => byClass.get(resolver) },
    orphanedTypes: [],
    pubSub: NO_TOPICS,
    validate: false,
  })
}
