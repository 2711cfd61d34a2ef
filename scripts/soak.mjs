import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, ENVIRONMENT, ROOT } from './lib/build.mjs'
import { FIGURES_DOCUMENT, renderFigures } from './lib/figures.mjs'

const [option, scale = '1', ...more] = process.argv.slice(2)
if (more.length > 0 || (option !== undefined && option !== '--scale') || !(Number(scale) > 0 && Number(scale) <= 1)) {
  console.error('Usage: npm run soak [-- --scale 0.1]')
  process.exit(1)
}
build()
const folder = mkdtempSync(join(tmpdir(), 'mailroom-figures-'))
const file = join(folder, 'figures')
writeFileSync(file, '')
const parts = [
  ['apps/api', 'vitest', 'run', '--config', 'soak/vitest.config.ts'],
  ['e2e', 'playwright', 'test', '--config', 'soak/playwright.config.ts'],
]
const failed = parts.filter(([part, command, ...rest]) => {
  const env = { ...ENVIRONMENT, SOAK_SCALE: scale, SOAK_FIGURES: file }
  return spawnSync(command, rest, { cwd: ROOT + part, env, stdio: 'inherit' }).status !== 0
})
const figures = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse)
writeFileSync(FIGURES_DOCUMENT, await renderFigures(figures, Number(scale)))
rmSync(folder, { recursive: true })
console.log(`${figures.length} figures written to docs/figures.md`)
process.exitCode = failed.length > 0 ? 1 : 0
