import { spawnSync } from 'node:child_process'
import { build, ENVIRONMENT, ROOT } from './lib/build.mjs'

build()
const args = ['run', 'bench', '--workspaces', '--if-present', '--silent']
process.exitCode = spawnSync('npm', args, { cwd: ROOT, env: ENVIRONMENT, stdio: 'inherit' }).status ?? 1
