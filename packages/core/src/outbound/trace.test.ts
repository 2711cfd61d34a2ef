import { describe, expect, it } from 'vitest'
import { aDraft, decide } from './testing.js'
import { refuseUnknownAddress } from './unknown-address.js'

const RULES = [
  ...['R-OUT-1', 'R-OUT-2', 'R-OUT-3', 'R-OUT-4', 'R-OUT-5', 'R-OUT-6', 'R-OUT-7', 'R-OUT-8'],
  ...['R-ADR-3', 'R-ADR-4', 'R-ADR-5', 'R-ADR-6', 'R-ADR-9', 'R-ADR-11'],
]

describe('the trace of an outgoing mail', () => {
  it.each(RULES)('says what %s came to, also where it did nothing', (rule) => {
    for (const decision of [decide(), decide({ to: [] }), decide({}, { seesHiddenBcc: false })]) {
      expect(decision.trace.map((step) => step.rule)).toContain(rule)
    }
  })

  it('gives every problem of a draft at once', () => {
    const decision = decide({ to: ['x'], subject: '\n', inReplyTo: '<>' }, { edition: 'CX_1' })
    expect(decision.problems.map(({ path }) => path.join('.'))).toEqual(['', 'to.0', 'inReplyTo', 'subject'])
  })

  it('is empty for an address that is not there, whose draft is shown all the same', () => {
    const decision = refuseUnknownAddress(aDraft({ history: '<p>old</p>' }), 'nobody@support.example.com')
    expect(decision).toEqual({
      problems: [
        {
          code: 'REFERENCE_NOT_FOUND',
          severity: 'ERROR',
          path: ['address'],
          params: { type: 'EmailAddress', id: 'nobody@support.example.com' },
        },
      ],
      editor: { html: '<p>It left today.</p><div><p>old</p></div>', showsSignature: false, showsHistory: true },
      mail: null,
      trace: [],
    })
  })
})
