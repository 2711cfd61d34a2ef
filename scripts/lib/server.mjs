import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './build.mjs'

/**
 * Starts the built server on a free port of loopback with a data folder of its own, and waits until it is ready.
 * Its log goes to standard error from then on.
 * @param {Record<string, string>} environment `MAILROOM_…` variables on top
 * @returns {Promise<{ url: string, setUpUrl: string, stop: () => Promise<void> }>} `setUpUrl` is the printed one
 */
export async function startServer(environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-'))
  const port = environment.MAILROOM_PORT ?? String(await freePort())
  const env = { ...process.env, MAILROOM_DATA_DIR: folder, MAILROOM_PORT: port, ...environment }
  const server = spawn(process.execPath, ['apps/api/dist/main.js'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => server.once('exit', resolve))
  const stop = async () => {
    server.kill('SIGTERM')
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const setUpUrl = await readyUrl(server)
    return { url: new URL(setUpUrl).origin, setUpUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Resolves with the address in the line that the server prints when it is ready. */
function readyUrl(server) {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk) => {
      output += chunk
      const url = /^Mailroom is ready: (\S+)/m.exec(output)?.[1]
      if (!url) return
      server.stdout.off('data', read).pipe(process.stderr)
      resolve(url)
    }
    server.stdout.on('data', read)
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}:\n${output}`)))
  })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
