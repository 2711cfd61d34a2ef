import { isRequiredArgument } from 'graphql'
import { expect, test } from 'vitest'
import { dotted, STAND_INS, standInsIn } from './crawler-attacks.js'
import { FIELDS, LIKE_RULES, MUTATIONS, WITHOUT_IDS } from './crawler-entries.js'
import { MUTATION_FIELDS, placesOf, SCHEMA, wrapped } from './crawler-mutations.js'
import { outputFields } from './crawler-schema.js'

test('every mutation is tried', () => {
  const unknown = Object.keys(MUTATION_FIELDS).filter((name) => !(name in MUTATIONS) && !(name in WITHOUT_IDS))
  expect(unknown, 'add valid arguments to MUTATIONS in crawler-entries.ts, or the reason to WITHOUT_IDS').toEqual([])
  const withIds = Object.keys(WITHOUT_IDS).filter((name) => placesOf(MUTATION_FIELDS[name]!.args).length > 0)
  expect(withIds, 'takes an id: add valid arguments to MUTATIONS in crawler-entries.ts').toEqual([])
})

test('every place for an id and every required argument is filled', () => {
  const filled = (name: string, given: readonly object[]) =>
    given.flatMap((args) => standInsIn(args).map(({ path }) => `${name} ${dotted(path)}`))
  const known = new Set([
    ...Object.keys(MUTATIONS).flatMap((name) =>
      filled(
        name,
        MUTATIONS[name]!.map((call) => wrapped(name, call(STAND_INS))),
      ),
    ),
    ...Object.keys(FIELDS).flatMap((name) =>
      filled(
        name,
        FIELDS[name]!.map((call) => call(STAND_INS)),
      ),
    ),
  ])
  const places = Object.values(MUTATION_FIELDS).flatMap(({ name, args }) =>
    placesOf(args)
      .filter((place) => !LIKE_RULES.test(place))
      .map((place) => `${name} ${place}`),
  )
  expect(
    places.filter((place) => !known.has(place)),
    'add it to MUTATIONS in crawler-entries.ts',
  ).toEqual([])
  const fields = outputFields(SCHEMA)
  const asked = fields.flatMap(({ name, field }) =>
    placesOf(field.args)
      .filter((place) => !LIKE_RULES.test(place))
      .map((place) => `${name} ${place}`),
  )
  expect(
    asked.filter((place) => !known.has(place)),
    'add it to FIELDS in crawler-entries.ts',
  ).toEqual([])
  const required = fields.filter(({ name, field }) => field.args.some(isRequiredArgument) && !(name in FIELDS))
  expect(
    required.map(({ name }) => name),
    'add its arguments to FIELDS in crawler-entries.ts',
  ).toEqual([])
})
