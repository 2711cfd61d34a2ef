import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveConsole } from './console.js'
import { addSecurityHeaders } from './security-headers.js'

describe('the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-console-'))
  let server: FastifyInstance
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<title>Mailroom</title>')
    writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {}')
    server = fastify()
    await addSecurityHeaders(server, false)
    await serveConsole(server, folder)
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const get = (url: string, accept?: string) =>
    server.inject({ method: 'GET', url, ...(accept ? { headers: { accept } } : {}) })

  test.each(['/', '/o/acme/domains', '/set-up'])('answers %s with the page, which is asked for anew', async (url) => {
    const { statusCode, body, headers } = await get(url, 'text/html')
    expect([statusCode, body]).toEqual([200, '<title>Mailroom</title>'])
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'x-frame-options': 'DENY' })
    expect(headers['content-security-policy']).toContain("script-src 'self'")
  })

  test('lets browsers keep files of the build for ever, without what is about pages', async () => {
    const { headers } = await get('/assets/index-abc.js')
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    expect(headers).not.toHaveProperty('content-security-policy')
  })

  test.each(['/assets/gone-1.js', '/graphql/x'])('has no page at %s', async (url) => {
    expect((await get(url, 'text/html')).statusCode).toBe(404)
  })

  test('has no page for who wants something else', async () => {
    expect((await get('/favicon.ico', 'image/png')).statusCode).toBe(404)
  })
})
