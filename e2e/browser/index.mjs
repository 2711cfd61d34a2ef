import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url))
const BUNDLED = join(CACHE, 'chromium-147.0.0')
const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
/** The bundled font alone, so that pages look alike on every machine. */
const FONTS = `<?xml version="1.0"?>
<fontconfig>
  <dir>${join(BUNDLED, 'fonts/fonts')}</dir>
  <cachedir>${join(BUNDLED, 'fonts-cache')}</cachedir>
</fontconfig>
`

/**
 * Launch options for Playwright: the browser named by CHROME, else an installed Chromium,
 * else the one inside an npm package, which needs neither root nor a download.
 * @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>}
 */
export async function browserOptions() {
  const args = ARGS.split(' ')
  const own = process.env.CHROME || INSTALLED.find((name) => spawnSync(name, ['--version']).status === 0)
  if (own) return { executablePath: own.includes('/') ? own : which(own), args, env: process.env }
  await unpack()
  writeFileSync(join(BUNDLED, 'fonts.conf'), FONTS)
  const env = {
    ...process.env,
    FONTCONFIG_FILE: join(BUNDLED, 'fonts.conf'),
    LD_LIBRARY_PATH: join(BUNDLED, 'al2023/lib'),
  }
  return { executablePath: join(BUNDLED, 'chromium'), args, env }
}

/** A running browser for scripts outside the tests. */
export async function launchBrowser() {
  return chromium.launch(await browserOptions())
}

function which(command) {
  return process.env.PATH.split(':')
    .map((folder) => join(folder, command))
    .find(existsSync)
}

/** Unpacks beside the target and renames, so that an interrupted or parallel start never leaves half a browser. */
async function unpack() {
  if (existsSync(BUNDLED)) return
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'unpacking-'))
  const { TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env
  // The package unpacks into the temporary folder, and its libraries only where it believes to run on AWS.
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' })
  try {
    const { default: bundled } = await import('@sparticuz/chromium')
    await bundled.executablePath()
  } finally {
    restore({ TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH, AWS_LAMBDA_JS_RUNTIME: undefined })
  }
  try {
    renameSync(folder, BUNDLED)
  } catch {
    rmSync(folder, { recursive: true })
  }
}

function restore(environment) {
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}
