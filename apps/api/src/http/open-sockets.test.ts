import { expect, test } from 'vitest'
import type { Principal } from '../auth/principal.js'
import { OpenSockets } from './open-sockets.js'

const session = { sessionHash: 'a' } as Principal

test('a socket that is closed twice over makes room for one (security T9)', () => {
  const sockets = new OpenSockets()
  const leavers = Array.from({ length: 50 }, () => sockets.enter(session))
  expect(sockets.enter(session)).toBeNull()
  leavers[0]!()
  leavers[0]!()
  expect(sockets.enter(session)).not.toBeNull()
  expect(sockets.enter(session)).toBeNull()
})
