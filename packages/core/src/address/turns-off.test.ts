import { expect, it } from 'vitest'
import { addressSettings } from '../testing.js'
import { turnsOff } from './turns-off.js'

const flow = { kind: 'FLOW' as const, flowId: 'live' }
const busy = addressSettings({ fromName: 'Help', routing: flow, spamRouting: flow, multipleActions: true })

it('R-ORG-1 tells what only turns off from every other change', () => {
  expect(turnsOff(busy, { ...busy, routing: { kind: 'NONE' } })).toBe(true)
  expect(turnsOff(busy, { ...busy, routing: { kind: 'NONE' }, spamRouting: { kind: 'DISCONNECT' } })).toBe(true)
  expect(turnsOff(busy, { ...busy, multipleActions: false, fromName: 'Other' })).toBe(false)
  expect(turnsOff(busy, { ...busy, history: 'NEVER' })).toBe(false)
  expect(turnsOff(busy, busy)).toBe(false)
})
