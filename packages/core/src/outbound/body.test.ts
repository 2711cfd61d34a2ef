import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AddressSettings } from '../address/types.js'
import { addressSettings } from '../testing.js'
import { decide, stepsOf } from './testing.js'
import type { OutboundDraft, OutboundFacts } from './types.js'

const SIGNATURE = {
  name: 'Standard',
  html: '<p>{{agent.name}}, {{organization.name}}, {{address}}</p>',
  text: '-- {{agent.name}}, {{ organization.name }}, {{address}}',
}
const FILLED = '<div><p>Ben Roth, Acme, help@support.example.com</p></div>'
const TEXT = '<p>It left today.</p>'
const HISTORY = '<p>Where is <b>my order</b>?</p>'
const QUOTED = `<div>${HISTORY}</div>`

const facts = (settings: Partial<AddressSettings>, more: Partial<OutboundFacts> = {}): Partial<OutboundFacts> => ({
  address: { address: 'help@support.example.com', settings: addressSettings(settings) },
  signature: SIGNATURE,
  ...more,
})
const signed = (
  placement: 'ON_SEND' | 'IN_EDITOR',
  frequency: 'ALL_OUTGOING' | 'INITIAL_ONLY' = 'ALL_OUTGOING',
  history: AddressSettings['history'] = 'ALWAYS',
) => facts({ history, signature: { responseId: 'standard', placement, frequency } })
const withHistory = (changes: Partial<OutboundDraft> = {}) => ({ history: HISTORY, ...changes })

describe('R-OUT-4 the signature', () => {
  it('ON_SEND is after the text, before the history, and not in the editor', () => {
    const { mail, editor } = decide(withHistory(), signed('ON_SEND'))
    expect(mail?.html).toBe(`${TEXT}${FILLED}${QUOTED}`)
    expect(mail?.text).toBe('It left today.\n\n-- Ben Roth, Acme, help@support.example.com\n\nWhere is my order?')
    expect(editor).toEqual({ html: `${TEXT}${QUOTED}`, showsSignature: false, showsHistory: true })
  })

  it('IN_EDITOR is in the draft before the history', () => {
    const { mail, editor } = decide(withHistory(), signed('IN_EDITOR'))
    expect(mail?.html).toBe(`${TEXT}${FILLED}${QUOTED}`)
    expect(mail?.text).toContain('-- Ben Roth')
    expect(editor).toEqual({ html: mail?.html, showsSignature: true, showsHistory: true })
  })

  it('IN_EDITOR is sent as the agent leaves it, never a second time', () => {
    const { editor } = decide(withHistory(), signed('IN_EDITOR'))
    const unchanged = decide(withHistory({ editorHtml: editor.html }), signed('IN_EDITOR'))
    expect([unchanged.mail?.html, unchanged.editor]).toEqual([editor.html, editor])
    const shortened = decide(withHistory({ editorHtml: `<p>Hi</p><p>Ben</p>${QUOTED}` }), signed('IN_EDITOR'))
    expect(shortened.mail?.html).toBe(`<p>Hi</p><p>Ben</p>${QUOTED}`)
    expect(shortened.mail?.text).toMatch(/^Hi\n+Ben\n\nWhere is my order\?$/)
    expect(shortened.editor.showsSignature).toBe(false)
    expect(stepsOf(shortened, 'R-OUT-4')).toEqual(['SIGNATURE_AS_EDITED'])
  })

  it('ON_SEND is added to what was edited, before the history', () => {
    const edited = decide(withHistory({ editorHtml: `<p>Hi</p>${QUOTED}<p>PS</p>` }), signed('ON_SEND'))
    expect(edited.mail?.html).toBe(`<p>Hi</p>${FILLED}${QUOTED}<p>PS</p>`)
    expect(edited.editor.html).toBe(`<p>Hi</p>${QUOTED}<p>PS</p>`)
  })

  it.each(['NEW', 'REPLY', 'REPLY_ALL', 'FORWARD'] as const)('INITIAL_ONLY is in the first mail alone: %s', (kind) => {
    for (const placement of ['ON_SEND', 'IN_EDITOR'] as const) {
      const only = signed(placement, 'INITIAL_ONLY')
      expect(decide({ kind }, only).mail?.html).toBe(`${TEXT}${FILLED}`)
      const later = decide({ kind, isInitial: false }, only)
      expect([later.mail?.html, later.mail?.text]).toEqual([TEXT, 'It left today.'])
      expect(later.editor.showsSignature).toBe(false)
      expect(stepsOf(later, 'R-OUT-4')).toEqual(['SIGNATURE_NOT_INITIAL'])
      expect(decide({ kind, isInitial: false }, signed(placement)).mail?.html).toBe(`${TEXT}${FILLED}`)
    }
  })

  it('R-ADR-9 off adds nothing, and says so', () => {
    const decision = decide({}, facts({ signature: null }))
    expect(decision.mail?.html).toBe(TEXT)
    expect([stepsOf(decision, 'R-ADR-9'), stepsOf(decision, 'R-OUT-4')]).toEqual([
      ['SIGNATURE_OFF'],
      ['SIGNATURE_NOT_ADDED'],
    ])
  })

  it('R-ADR-9 takes values as data: escaped, filled in once, in the signature alone', () => {
    const agentName = '<img src=x> {{organization.name}}'
    const { mail } = decide({ agentName, html: '<p>{{agent.name}}</p>' }, signed('ON_SEND'))
    expect(mail?.html).toContain('&lt;img src=x&gt; {{organization.name}}, Acme')
    expect(mail?.text).toContain('-- <img src=x> {{organization.name}}, Acme')
    expect(mail?.html).toContain('<p>{{agent.name}}</p>')
    expect(decide({ agentName: null }, signed('ON_SEND')).mail?.text).toContain('-- , Acme')
  })
})

describe('R-OUT-5 the history', () => {
  it.each([
    ['ALWAYS', true, true],
    ['ALWAYS', false, true],
    ['NEVER', true, false],
    ['NEVER', false, false],
    ['AGENT_DECIDES', true, true],
    ['AGENT_DECIDES', false, false],
  ] as const)('R-ADR-11 %s, asked for: %s, leaves: %s', (history, includeHistory, leaves) => {
    const decision = decide(withHistory({ includeHistory }), facts({ history }))
    expect(decision.mail?.html).toBe(leaves ? `${TEXT}${QUOTED}` : TEXT)
    expect(decision.mail?.text.includes('my order')).toBe(leaves)
    expect(decision.editor).toEqual({ html: `${TEXT}${QUOTED}`, showsSignature: false, showsHistory: true })
    expect(stepsOf(decision, 'R-OUT-5')).toEqual([leaves ? 'HISTORY_INCLUDED' : 'HISTORY_LEFT_OUT'])
    const edited = decide(withHistory({ includeHistory, editorHtml: decision.editor.html }), facts({ history }))
    expect(edited.mail?.html).toBe(decision.mail?.html)
  })

  it('NEVER leaves what the agent quotes by hand', () => {
    const never = facts({ history: 'NEVER' })
    const byHand = `<p>You wrote:</p>${HISTORY}`
    expect(decide(withHistory({ html: byHand }), never).mail?.html).toBe(byHand)
    expect(decide(withHistory({ editorHtml: byHand }), never).mail?.html).toBe(byHand)
    const inside = `<table><tbody><tr><td>${QUOTED}</td></tr></tbody></table>`
    expect(decide(withHistory({ editorHtml: inside }), never).mail?.html).toBe(inside)
  })

  it('is there once, where the agent has moved it too', () => {
    const always = facts({ history: 'ALWAYS' })
    const moved = `<div><br />${HISTORY}</div><p>Hi</p>`
    const decision = decide(withHistory({ editorHtml: moved }), always)
    expect([decision.mail?.html, decision.editor.html]).toEqual([moved, moved])
    expect(decide(withHistory({ editorHtml: '<p>Hi</p>' }), always).mail?.html).toBe(`<p>Hi</p>${QUOTED}`)
  })

  it('is not there where there is none', () => {
    for (const history of [null, ' ']) {
      const decision = decide({ history }, facts({ history: 'ALWAYS' }))
      expect([decision.mail?.html, decision.editor.showsHistory]).toEqual([TEXT, false])
      expect(stepsOf(decision, 'R-OUT-5')).toEqual(['HISTORY_NONE'])
    }
  })
})

describe('R-OUT-4 R-OUT-5 of any settings', () => {
  const settings = fc.record({
    placement: fc.constantFrom('ON_SEND' as const, 'IN_EDITOR' as const),
    frequency: fc.constantFrom('ALL_OUTGOING' as const, 'INITIAL_ONLY' as const),
    history: fc.constantFrom('ALWAYS' as const, 'NEVER' as const, 'AGENT_DECIDES' as const),
  })

  it('an editor that is left as it is sends what the draft would', () => {
    fc.assert(
      fc.property(settings, fc.boolean(), fc.boolean(), (chosen, includeHistory, isInitial) => {
        const { placement, frequency, history } = chosen
        const draft = withHistory({ includeHistory, isInitial })
        const first = decide(draft, signed(placement, frequency, history))
        const { mail } = decide({ ...draft, editorHtml: first.editor.html }, signed(placement, frequency, history))
        expect(mail?.html).toBe(first.mail?.html)
        expect(first.editor.html.includes(FILLED)).toBe(first.editor.showsSignature)
      }),
    )
  })
})
