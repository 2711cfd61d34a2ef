import { describe, expect, it } from 'vitest'
import { aMailbox, anAddress, addressSettings } from '../testing.js'
import { effectiveSender } from './carry-over.js'
import type { AddressSettings } from './types.js'

const address = (name: string, changes: Partial<AddressSettings> = {}) => ({
  ...anAddress(name),
  settings: addressSettings(changes),
})

const help = address('help@own.example', {
  fromName: 'Help',
  replyTo: 'answers@own.example',
  bcc: [aMailbox('archive@own.example')],
})
const sales = address('sales@own.example', {
  fromName: 'Sales',
  fromAddressId: 'third@own.example',
  replyTo: 'deals@own.example',
  bcc: [aMailbox('deals-archive@own.example')],
})

describe('R-ADR-6 effective sender', () => {
  it('is the address itself without a From address', () => {
    expect(effectiveSender(help, null)).toEqual({
      from: 'help@own.example',
      fromName: 'Help',
      replyTo: 'answers@own.example',
      bcc: [aMailbox('archive@own.example')],
      carriedOverFrom: null,
    })
  })

  it("takes Reply-To and BCC of the From address, one hop, and keeps the address's own name", () => {
    expect(effectiveSender(help, sales)).toEqual({
      from: 'sales@own.example',
      fromName: 'Help',
      replyTo: 'deals@own.example',
      bcc: [aMailbox('deals-archive@own.example')],
      carriedOverFrom: sales,
    })
  })

  it('carries over that there is none', () => {
    expect(effectiveSender(help, address('bare@own.example'))).toMatchObject({ replyTo: null, bcc: [] })
  })

  it('is the address itself when From names it, in whatever case', () => {
    expect(effectiveSender(help, { ...help, address: 'HELP@own.example' }).carriedOverFrom).toBeNull()
  })
})
