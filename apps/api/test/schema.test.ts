import { readFileSync } from 'node:fs'
import {
  isEnumType,
  isInputObjectType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
} from 'graphql'
import { expect, test } from 'vitest'
import { auditedFieldsText, schemaText } from '../src/emit-schema.js'
import { TENANT_ENTITIES, INSTALLATION_ENTITIES } from '../src/database/entities.js'
import { makeSchema } from '../src/graphql/schema.js'
import { RESOLVERS } from '../src/resolvers.js'
import { getMetadataArgsStorage } from 'typeorm'

type EntityClass = abstract new () => object

/** What the contract lets be given away, by somebody who has it. */
const CHECKED_AGAINST_OWN = new Set([
  'CreateApiKeyInput.permissions',
  'CreateRoleInput.permissions',
  'UpdateRoleInput.permissions',
])
const ROOTS = ['Query', 'Mutation', 'Subscription']

test('the committed list of audited fields is the one that the code makes', () => {
  const committed = readFileSync(new URL('../audited-fields.json', import.meta.url), 'utf8')
  expect(committed).toBe(auditedFieldsText())
})

test('the committed schema is the one that the code makes', () => {
  expect(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')).toBe(schemaText())
})

test('every type, field and argument carries a description', () => {
  const types = Object.values(makeSchema(RESOLVERS, []).getTypeMap()).filter((type) => !type.name.startsWith('__'))
  expect(types.flatMap(undescribed)).toEqual([])
})

test('no input can set what belongs to the server', () => {
  const types = Object.values(makeSchema(RESOLVERS, []).getTypeMap()).filter(isInputObjectType)
  const names = types.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
  const owned = /\.(organisationId|version|verifiedName|permissions|createdAt|passwordHash)$/
  expect(names.filter((name) => owned.test(name) && !CHECKED_AGAINST_OWN.has(name))).toEqual([])
})

test('the organisation is in the primary key of every table but the listed ones', () => {
  const inherits = (entity: EntityClass, target: unknown) =>
    entity === target || entity.prototype instanceof (target as never)
  const keyed = (entity: EntityClass) =>
    getMetadataArgsStorage().columns.some(
      ({ target, propertyName, options }) =>
        propertyName === 'organisationId' && options.primary === true && inherits(entity, target),
    )
  expect(TENANT_ENTITIES.filter((entity) => !keyed(entity))).toEqual([])
  expect(INSTALLATION_ENTITIES.filter(keyed)).toEqual([])
})

function undescribed(type: GraphQLNamedType): string[] {
  const own = type.description || ROOTS.includes(type.name) ? [] : [type.name]
  if (isEnumType(type)) return own
  if (!isObjectType(type) && !isInputObjectType(type)) return own
  const fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields())
  const parts = fields.flatMap((field) => [
    ...(field.description ? [] : [`${type.name}.${field.name}`]),
    ...('args' in field
      ? field.args.filter((arg) => !arg.description).map((arg) => `${type.name}.${field.name}(${arg.name})`)
      : []),
  ])
  return [...own, ...parts]
}
