import { spawn } from 'node:child_process'
import { build, ENVIRONMENT, ROOT } from './lib/build.mjs'

const CONSOLE = 'http://127.0.0.1:5173'

build('@mailroom/api', '@mailroom/admin^...')
console.log(`The console with reload: ${CONSOLE}`)

const children = [
  run(ROOT, 'turbo', 'watch', 'build', '--filter=@mailroom/api', '--output-logs=new-only'),
  run(ROOT, process.execPath, '--watch', '--watch-preserve-output', 'apps/api/dist/main.js'),
  run(`${ROOT}apps/admin`, 'npm', 'run', 'dev', '--', '--host', '127.0.0.1', '--port', '5173', '--strictPort'),
]
for (const child of children) child.on('exit', stop)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)

function run(cwd, command, ...args) {
  const env = { MAILROOM_PUBLIC_URL: CONSOLE, ...ENVIRONMENT }
  return spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

function stop() {
  for (const child of children) child.kill('SIGTERM')
}
