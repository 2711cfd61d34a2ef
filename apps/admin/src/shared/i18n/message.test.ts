import { afterAll, describe, expect, it } from 'vitest'
import { i18n, showIn, translate } from './index'
import { toMessages } from './message'

const KEY = 'text'

describe('messages', () => {
  const show = (text: string, params: Record<string, unknown> = {}) => {
    i18n.global.setLocaleMessage('en', toMessages({ [KEY]: text }))
    return translate(KEY, params)
  }
  afterAll(() => showIn('en'))

  it.each([
    ['Save', {}, 'Save'],
    ['{name} of {name}, {n}', { name: 'Anna', n: 3 }, 'Anna of Anna, 3'],
    ['help{’@’}', {}, 'help{’@’}'],
    ["help{'@'}example.com", {}, 'help@example.com'],
    ['{none}, {empty}.', { empty: null }, ', .'],
    ['{who} has left', { who: '{name}', name: 'Anna' }, '{name} has left'],
    ['{price}', { price: '$&' }, '$&'],
  ])('shows %j with %j', (text, params, shown) => {
    expect(show(text, params)).toBe(shown)
  })

  it.each([
    ['one address | {n} addresses', 1, 'one address'],
    ['one address | {n} addresses', 0, '0 addresses'],
    ['one address | {n} addresses', 12, '12 addresses'],
    ['no address | one address | {n} addresses', 0, 'no address'],
    ['no address | one address | {n} addresses', 2, '2 addresses'],
  ])('takes the form of %j that goes with %i', (text, n, shown) => {
    i18n.global.setLocaleMessage('en', toMessages({ [KEY]: text }))
    expect(i18n.global.t(KEY, { n }, n)).toBe(shown)
  })
})
