// Built-ins and old syntax alone: this file also runs before anything is installed, and on a Node that is too old.
import { spawn } from 'child_process'
import { createHash } from 'crypto'
import { existsSync, readFileSync, writeFileSync } from 'fs'
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const STAMP = join(ROOT, 'node_modules', '.installed-for')

checkNode()
const wanted = createHash('sha256')
  .update(readFileSync(join(ROOT, 'package-lock.json')))
  .update([process.version, process.platform, process.arch].join(' '))
  .digest('hex')

if (process.argv.indexOf('--installed') !== -1) writeFileSync(STAMP, wanted)
else if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) install()

function checkNode() {
  const version = process.versions.node.split('.').map(Number)
  if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) return
  console.error('Mailroom needs Node 20.19 or newer (24 is recommended). This is Node ' + process.versions.node + '.')
  process.exit(1)
}

/** Runs `npm ci`; its postinstall script writes the stamp. */
function install() {
  console.log('Installing packages for Node ' + process.versions.node + '. The first time takes about two minutes.')
  const started = Date.now()
  const progress = setInterval(function () {
    console.log('  still installing, ' + Math.round((Date.now() - started) / 1000) + ' s')
  }, 15000)
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const args = npm.slice(1).concat('ci', '--include=dev', '--no-progress', '--loglevel=error')
  spawn(npm[0], args, { cwd: ROOT, env: compilerEnvironment(), stdio: ['ignore', 'inherit', 'inherit'] }).on(
    'exit',
    function (code) {
      clearInterval(progress)
      if (code !== 0) console.error('Installing the packages failed; the lines above say why.')
      process.exitCode = code === null ? 1 : code
    },
  )
}

/** From 24.19 on, what is compiled against Node's headers needs the header that explains itself (docs/adr/0004). */
function compilerEnvironment() {
  const version = process.versions.node.split('.').map(Number)
  if (version[0] < 24 || (version[0] === 24 && version[1] < 19)) return process.env
  const flags = '-include ' + join(ROOT, 'scripts', 'native', 'object-wrap.h').replace(/ /g, '\\ ')
  return Object.assign({}, process.env, { CXXFLAGS: [process.env.CXXFLAGS, flags].filter(Boolean).join(' ') })
}
