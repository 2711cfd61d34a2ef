import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const TESTS = ['**/*.test.{ts,mjs}', '**/test/**', 'e2e/**', '**/testing.ts']
const forbidden = (selector, message) => ({ selector, message })

const ENVIRONMENT = forbidden(
  "MemberExpression[object.name='process'][property.name='env']",
  'Only config.ts reads the environment.',
)
const SCOPE = forbidden(
  "CallExpression[callee.object.name='TenantScope'], NewExpression[callee.name='TenantScope']",
  'Only auth and jobs issue tenant scopes.',
)

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/.cache/',
      '**/.turbo/',
      'apps/admin/src/gql/',
      'scripts/boundaries/fixture/',
    ],
  },
  // No rule can be switched off in a source file; an exception stands here, where review sees it.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/essential'],
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['apps/admin/**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      // Switches rules off from comments in templates.
      'vue/comment-directive': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-template-target-blank': 'error',
      'vue/no-unused-properties': 'error',
      'vue/no-v-html': 'error',
      'vue/require-explicit-emits': 'error',
    },
  },
  // Tables of texts, one line each.
  { files: ['packages/messages/src/{locales,traces}/*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['apps/admin/src/shared/ui/**/*.vue'], rules: { 'vue/multi-word-component-names': 'off' } },
  {
    files: ['apps/api/src/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: TESTS,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['apps/api/src/**/*.ts'], ignores: TESTS, rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, SCOPE] } },
  { files: ['apps/api/src/{auth,jobs}/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ENVIRONMENT] } },
  { files: ['apps/api/src/config.ts'], rules: { 'no-restricted-syntax': ['error', SCOPE] } },
  { files: ['packages/**', 'apps/admin/src/**'], rules: { 'no-restricted-syntax': ['error', ENVIRONMENT] } },
  { files: ['scripts/**', '**/scripts/**', '**/bench/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  // A composable is one closure, a migration one list.
  {
    files: ['apps/admin/src/**/use-*.ts', 'apps/admin/src/**/suggestions.ts', 'apps/api/src/database/migrations/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', 500],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
)
