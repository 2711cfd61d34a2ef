import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillHtmlPlaceholders, fillTextPlaceholders, type PlaceholderValues } from './fill-placeholders.js'

const VALUES: PlaceholderValues = {
  'agent.name': 'Ada <b>"O\'Neill"</b> & {{address}}',
  'organization.name': 'Größe & Söhne',
  address: 'help@shop.example',
}

describe('R-ADR-9 placeholders are filled in once', () => {
  it.each([
    ['<p>{{agent.name}}</p>', '<p>Ada &lt;b&gt;&quot;O&#39;Neill&quot;&lt;/b&gt; &amp; {{address}}</p>'],
    ['{{ organization.name }}, {{address}}', 'Größe &amp; Söhne, help@shop.example'],
    [
      '<a href="mailto:{{address}}" title="{{address}}">{{address}}</a>',
      '<a href="mailto:help@shop.example" title="help@shop.example">help@shop.example</a>',
    ],
    [
      '<img src="https://x.example/{{organization.name}}.png" alt="{{organization.name}}" />',
      '<img src="https://x.example/Gr%C3%B6%C3%9Fe%20%26%20S%C3%B6hne.png" alt="Größe &amp; Söhne" />',
    ],
    [
      '{{agent.mail}} {{}} {{ {address} {{{address}}} {{Address}}',
      '{{agent.mail}} {{}} {{ {address} {help@shop.example} {{Address}}',
    ],
    ['{{constructor}} {{toString}} {{__proto__}}', '{{constructor}} {{toString}} {{__proto__}}'],
  ])('of %j', (html, filled) => {
    expect(fillHtmlPlaceholders(html, VALUES)).toBe(filled)
  })

  it('in text without escapes', () => {
    expect(fillTextPlaceholders('{{agent.name}} <{{address}}> {{x}}', VALUES)).toBe(
      'Ada <b>"O\'Neill"</b> & {{address}} <help@shop.example> {{x}}',
    )
  })

  it('so that no value makes a tag, ends an attribute or starts a link of its own', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"><script>', "' onerror=", 'x&y=1#', '\ud800'),
    )
    fc.assert(
      fc.property(hostile, (value) => {
        const values = { ...VALUES, 'agent.name': value }
        const html = fillHtmlPlaceholders(
          '<a title="{{agent.name}}" href="https://x.example/?q={{agent.name}}">{{agent.name}}</a>',
          values,
        )
        expect(html).toMatch(/^<a title="[^"<>]*" href="https:\/\/x\.example\/\?q=[\w.!~*()@%-]*">[^<>]*<\/a>$/s)
      }),
    )
  })

  it('in time that grows with the length alone', () => {
    for (const piece of ['<', '{{', ' href="', '<a ', '{{address'])
      expect(fillHtmlPlaceholders(piece.repeat(65_536 / piece.length), VALUES)).toContain(piece.trim())
  })
})
