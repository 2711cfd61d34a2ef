import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** A folder in the shape of the repository, with files that cross boundaries. */
const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url))

test('imports across a boundary are refused, and only those', () => {
  const args = ['apps', 'packages', '--config', `${ROOT}.dependency-cruiser.mjs`, '--output-type=json']
  const { stdout } = spawnSync(`${ROOT}node_modules/.bin/depcruise`, args, { cwd: FIXTURE, encoding: 'utf8' })
  const found = JSON.parse(stdout).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)
  expect([...new Set(found)].sort()).toEqual([
    'api-features-meet-in-read-models: apps/api/src/features/queue/queue.service.ts',
    'apollo-in-shared-api: apps/admin/src/features/queue/queue.ts',
    'apps-are-apart: apps/admin/src/features/queue/queue.ts',
    'console-features-are-apart: apps/admin/src/features/queue/queue.ts',
    'core-is-pure: packages/core/src/clock.ts',
    'declared: apps/admin/src/features/queue/queue.ts',
    'declared: apps/api/src/features/queue/queue.service.ts',
    'declared: apps/api/src/features/skill/skill.read-model.ts',
    'packages-know-no-app: packages/mime/src/index.ts',
    'reka-in-shared-ui: apps/admin/src/features/queue/queue.ts',
    'shared-knows-no-feature: apps/admin/src/shared/ui/index.ts',
    'shared-knows-no-feature: apps/api/src/graphql/context.ts',
    'type-graphql-at-the-wire: apps/api/src/features/queue/queue.service.ts',
    'typeorm-in-persistence-files: apps/api/src/features/queue/queue.service.ts',
  ])
})

test('code across a boundary is refused, also where a comment switches the rule off', async () => {
  const eslint = new ESLint({ cwd: FIXTURE, overrideConfigFile: `${ROOT}eslint.config.mjs` })
  const results = await eslint.lintFiles(['apps'])
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => `${ruleId}: ${filePath.slice(FIXTURE.length)}`),
  )
  expect(found.sort()).toEqual([
    'no-restricted-syntax: apps/api/src/features/queue/queue.service.ts',
    'no-restricted-syntax: apps/api/src/features/skill/skill.service.ts',
    'vue/no-v-html: apps/admin/src/features/skill/SkillPage.vue',
  ])
}, 20_000)
