import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The environment for child processes: no telemetry, tools from node_modules. */
export const ENVIRONMENT = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  PATH: `${ROOT}node_modules/.bin:${process.env.PATH}`,
}

/** Builds what changed; leaves the process where that fails. */
export function build(...filters) {
  const args = [
    'run',
    'build',
    '--output-logs=errors-only',
    '--log-order=grouped',
    ...filters.map((f) => `--filter=${f}`),
  ]
  const { status, stdout } = spawnSync('turbo', args, {
    cwd: ROOT,
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status === 0) return
  process.stdout.write(stdout)
  console.error('Building failed; the lines above say why.')
  process.exit(status ?? 1)
}
