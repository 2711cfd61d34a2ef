import { getNamedType, isInputObjectType, type GraphQLInputType } from 'graphql'
import { makeSchema } from '../src/graphql/schema.js'
import { RESOLVERS } from '../src/resolvers.js'
import { idPlaces } from './crawler-schema.js'

export const SCHEMA = makeSchema(RESOLVERS, [])
export const MUTATION_FIELDS = SCHEMA.getMutationType()!.getFields()

/** Every place for an id in these arguments, as a dotted path. */
export function placesOf(args: readonly { readonly name: string; readonly type: GraphQLInputType }[]): string[] {
  return args.flatMap((arg) => idPlaces(arg.type, arg.name))
}

/** Mutations take one `input`, commands their ids as they are. */
export function wrapped(name: string, given: object): Record<string, unknown> {
  return MUTATION_FIELDS[name]!.args.some((arg) => arg.name === 'input') ? { input: given } : { ...given }
}

/** The same arguments as a dry run, where the mutation has one. */
export function dryWherePossible(name: string, args: Record<string, unknown>): Record<string, unknown> {
  const hasDryRun = MUTATION_FIELDS[name]!.args.some(({ type }) => {
    const named = getNamedType(type)
    return isInputObjectType(named) && 'dryRun' in named.getFields()
  })
  return hasDryRun ? { input: { ...(args['input'] as object), dryRun: true } } : args
}
