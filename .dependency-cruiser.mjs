/** Which file may import which (docs/architecture.md says why). Nothing here can be switched off in a source file. */
const TESTS = '\\.test\\.ts$|/test/|^e2e/|/testing\\.ts$'
const PERSISTENCE = '^apps/api/src/database/|\\.(entity|read-model|repository)\\.ts$'
const GRAPHQL = '^apps/api/src/(graphql|auth)/|^apps/api/src/app\\.ts$|\\.(entity|input|type|resolver)\\.ts$'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-cycles',
      'Two files that need each other are one file, or want a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('resolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'A package that the workspace does not declare.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'core-is-pure',
      'The engine knows nothing but itself and three pure packages.',
      { path: '^packages/core/src/', pathNot: TESTS },
      { pathNot: '^packages/core/src/|node_modules/(tldts|tr46|re2js)/' },
    ),
    forbid(
      'packages-know-no-app',
      'Dependencies point from apps to packages.',
      { path: '^packages/' },
      { path: '^(apps|e2e|scripts)/' },
    ),
    forbid(
      'apps-are-apart',
      'The console knows the API by its schema alone.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'api-features-meet-in-read-models',
      'A feature of the API reaches another through its read model, entity or types only.',
      { path: '^apps/api/src/features/([^/]+)/', pathNot: TESTS },
      { path: '^apps/api/src/features/', pathNot: '^apps/api/src/features/$1/|\\.(read-model|entity|type)\\.ts$' },
    ),
    forbid(
      'console-features-are-apart',
      'A feature of the console uses shared parts and nothing of another feature.',
      { path: '^apps/admin/src/features/([^/]+)/', pathNot: TESTS },
      { path: '^apps/admin/src/features/', pathNot: '^apps/admin/src/features/$1/' },
    ),
    forbid(
      'shared-knows-no-feature',
      'Shared parts have no domain words.',
      { path: '^apps/[^/]+/src/(shared|database|graphql|adapters|auth)/', pathNot: TESTS },
      { path: '^apps/[^/]+/src/features/', pathNot: '\\.entity\\.ts$' },
    ),
    forbid(
      'typeorm-in-persistence-files',
      'Tables are the business of entities, read models and the database folder.',
      { path: '^apps/api/src/', pathNot: `${PERSISTENCE}|${TESTS}` },
      { path: 'node_modules/(typeorm|better-sqlite3|pg)/' },
    ),
    forbid(
      'type-graphql-at-the-wire',
      'The wire format is the business of entities, inputs, types and resolvers.',
      { path: '^apps/api/src/', pathNot: `${GRAPHQL}|${TESTS}` },
      { path: 'node_modules/type-graphql/' },
    ),
    forbid(
      'reka-in-shared-ui',
      'The component library can be replaced in one folder.',
      { path: '^apps/admin/src/', pathNot: '^apps/admin/src/shared/ui/' },
      { path: 'node_modules/reka-ui/' },
    ),
    forbid(
      'apollo-in-shared-api',
      'The GraphQL client can be replaced in one folder.',
      { path: '^apps/admin/src/', pathNot: `^apps/admin/src/shared/api/|${TESTS}` },
      { path: 'node_modules/@apollo/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '^(apps|packages)/[^/]+/dist/|/src/gql/|^scripts/boundaries/|\\.(css|svg)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
