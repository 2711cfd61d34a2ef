import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startHarness } from '../../test/harness.js'

test('a request that never ends does not keep the server from stopping', async () => {
  const harness = await startHarness('sqlite')
  const { port } = harness.app.server.server.address() as AddressInfo
  const half = connect(port, '127.0.0.1').on('error', () => undefined)
  half.write(
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  await once(harness.app.server.server, 'request')
  const cut = once(half, 'close')
  await harness.stop()
  await expect(cut).resolves.toBeDefined()
}, 20_000)
