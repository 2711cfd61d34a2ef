import { describe, expect, it } from 'vitest'
import { i18n } from '@/shared/i18n'
import { changeText } from './change-text'

const { t } = i18n.global
const textOf = (field: string, before: string | null, after: string | null) =>
  changeText({ field, before, after }, t as never)

describe('changes of a domain in words', () => {
  it.each([
    ['MX', 'PENDING', 'VERIFIED', 'Inbound mail: Found, was Not found yet'],
    ['DKIM:mr1', 'VERIFIED', 'AT_RISK', 'DKIM 1: At risk, was Found'],
    ['reception', 'MX', 'REDIRECTION', 'Reception: by redirection, was by MX'],
    ['mailFromDomain', null, 'bounce.a.example', 'MAIL FROM domain: bounce.a.example, was nothing'],
    ['serverSigns', 'false', 'true', 'Server signs: yes, was no'],
    ['somethingNew', 'a', 'b', 'somethingNew: b, was a'],
  ])('%s from %s to %s', (field, before, after, text) => expect(textOf(field, before, after)).toBe(text))
})
