import { createPrivateKey, createPublicKey } from 'node:crypto'
import { expect, it } from 'vitest'
import { DkimKeys } from './dkim-keys.js'

it('makes pairs of 2048 bits whose halves belong together, each given once', async () => {
  const keys = new DkimKeys()
  const pairs = [...(await keys.take(2)), ...(await keys.take(1))]
  expect(new Set(pairs.map(({ publicKey }) => publicKey)).size).toBe(3)
  for (const { publicKey, privateKey } of pairs) {
    const derived = createPublicKey(createPrivateKey(privateKey))
    expect(derived.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(derived.export({ type: 'spki', format: 'der' }).toString('base64')).toBe(publicKey)
  }
})

it('gives what was given back first', async () => {
  const keys = new DkimKeys()
  const pairs = await keys.take(2)
  keys.giveBack(pairs)
  expect(await keys.take(2)).toEqual(pairs)
})
