import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { FIELDS } from './crawler-entries.js'
import type { Ids } from './crawler-world.js'

type AnyField = GraphQLField<unknown, unknown>
const PAGE = 7

/** Every place below a type of input where an id may stand, as a dotted path. Free JSON may hold ids too. */
export function idPlaces(type: GraphQLInputType, path: string, seen: readonly string[] = []): string[] {
  if (isNonNullType(type) || isListType(type)) return idPlaces(type.ofType, path, seen)
  const named = getNamedType(type)
  if (named.name === 'ID' || named.name.startsWith('JSON')) return [path]
  if (!isInputObjectType(named) || seen.includes(named.name)) return []
  return Object.values(named.getFields()).flatMap((field) =>
    idPlaces(field.type, `${path}.${field.name}`, [...seen, named.name]),
  )
}

/** Fields of all types that are answered, as `Type.field`. */
export function outputFields(schema: GraphQLSchema): { readonly name: string; readonly field: AnyField }[] {
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
    .filter((type) => type !== schema.getMutationType() && type !== schema.getSubscriptionType())
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })))
}

/** One way from the organisation to a field, with what is asked of it. */
export interface Path {
  readonly name: string
  readonly steps: readonly { readonly type: string; readonly field: AnyField; readonly on: string | null }[]
}

/** Every way of at most `length` fields below the type that enters no type twice. */
export function pathsFrom(type: GraphQLObjectType, schema: GraphQLSchema, length: number): Path[] {
  const found: Path[] = []
  const walk = (at: GraphQLObjectType, path: Path, seen: readonly string[]): void => {
    for (const field of Object.values(at.getFields())) {
      const target = getNamedType(field.type)
      const name = `${path.name}.${field.name}`
      if (isLeafType(target)) {
        if (path.steps.length === 0) found.push({ name, steps: [{ type: at.name, field, on: null }] })
        continue
      }
      for (const each of possible(target, schema)) {
        const on = each === target ? null : each.name
        const next = { name: on ? `${name}(${on})` : name, steps: [...path.steps, { type: at.name, field, on }] }
        found.push(next)
        if (next.steps.length < length && !seen.includes(each.name)) walk(each, next, [...seen, each.name])
      }
    }
  }
  walk(type, { name: type.name, steps: [] }, [type.name])
  return found
}

/** A question with its variables. */
export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** What is asked along paths below `root`, in one question. */
export function questionOf(
  schema: GraphQLSchema,
  paths: readonly Path[],
  own: Ids,
  root: (inner: string) => string = (inner) => `organization(slug: $slug) { ${inner} }`,
  more: Readonly<Record<string, unknown>> = { slug: own.slug },
): Question {
  const made = new Variables()
  const asked = paths.map((path, index) => `p${index}: ${along(schema, path, own, made)}`).join(' ')
  const slug = 'slug' in more ? ['$slug: String!'] : []
  const defined = [...slug, ...made.defined]
  const head = defined.length > 0 ? `query (${defined.join(', ')})` : 'query'
  return { query: `${head} { ${root(asked)} }`, variables: { ...more, ...made.values } }
}

/** A field with arguments, and all that can be read of its answer. */
export function fieldQuestion(
  schema: GraphQLSchema,
  name: string,
  args: Readonly<Record<string, unknown>>,
  slug: string,
): Question {
  const [type, fieldName] = name.split('.') as [string, string]
  const field = (schema.getType(type) as GraphQLObjectType).getFields()[fieldName]!
  const made = new Variables()
  const call = `${fieldName}${made.call(field, args)}${selectionOf(getNamedType(field.type), schema, 2)}`
  const asked = type === 'Query' ? call : `organization(slug: ${JSON.stringify(slug)}) { ${call} }`
  const head = made.defined.length > 0 ? `query (${made.defined.join(', ')})` : 'query'
  return { query: `${head} { ${asked} }`, variables: made.values }
}

export function mutationQuestion(
  schema: GraphQLSchema,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Question {
  const field = schema.getMutationType()!.getFields()[name]!
  const made = new Variables()
  const call = `${name}${made.call(field, args)}${selectionOf(getNamedType(field.type), schema, 2)}`
  return {
    query: `mutation${made.defined.length > 0 ? ` (${made.defined.join(', ')})` : ''} { ${call} }`,
    variables: made.values,
  }
}

/** Everything readable of a type down to a depth, without what takes arguments of its own. */
export function selectionOf(type: GraphQLNamedOutputType, schema: GraphQLSchema, depth: number): string {
  if (isLeafType(type)) return ''
  if (isUnionType(type) || isInterfaceType(type)) {
    const each = possible(type, schema).map((one) => `... on ${one.name} ${fieldsOf(one, schema, depth)}`)
    return ` { __typename ${each.join(' ')} }`
  }
  return ` ${fieldsOf(type as GraphQLObjectType, schema, depth)}`
}

function fieldsOf(type: GraphQLObjectType, schema: GraphQLSchema, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const target = getNamedType(field.type)
    if (field.args.some(isRequiredArgument) || (depth === 0 && !isLeafType(target))) return []
    return [`${field.name}${page(field)}${selectionOf(target, schema, depth - 1)}`]
  })
  return `{ ${['__typename', ...fields].join(' ')} }`
}

function along(schema: GraphQLSchema, { steps }: Path, own: Ids, made: Variables): string {
  const [{ type, field, on }, ...rest] = steps as [Path['steps'][number], ...Path['steps']]
  const given = FIELDS[`${type}.${field.name}`]?.[0]
  const call = `${field.name}${given && Object.keys(given(own)).length > 0 ? made.call(field, given(own) as never) : page(field)}`
  const target = getNamedType(field.type)
  if (isLeafType(target)) return call
  const reached = on === null ? target : schema.getType(on)
  const inner =
    rest.length > 0
      ? `{ ${along(schema, { name: '', steps: rest }, own, made)} }`
      : fieldsOf(reached as GraphQLObjectType, schema, 0)
  return on === null ? `${call} ${inner}` : `${call} { ... on ${on} ${inner} }`
}

const page = ({ args }: AnyField) => (args.some(({ name }) => name === 'first') ? `(first: ${PAGE})` : '')

function possible(type: GraphQLNamedOutputType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  if (isUnionType(type) || isInterfaceType(type)) return schema.getPossibleTypes(type)
  return [type as GraphQLObjectType]
}

class Variables {
  readonly defined: string[] = []
  readonly values: Record<string, unknown> = {}

  call(field: AnyField, args: Readonly<Record<string, unknown>>): string {
    const given = field.args
      .filter(({ name }) => name in args)
      .map((arg) => {
        const name = `v${this.defined.length}`
        this.defined.push(`$${name}: ${String(arg.type)}`)
        this.values[name] = args[arg.name]
        return `${arg.name}: $${name}`
      })
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }
}
