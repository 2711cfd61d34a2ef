/// <reference types="node" />
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from './clean-html.js'
import { HARMLESS, HOSTILE } from './testing.js'

const TAGS = 'a b br div em font hr i img li ol p span strong table tbody td th tr u ul'
const ATTRIBUTES: Readonly<Record<string, string>> = {
  a: 'href title',
  font: 'color face size',
  img: 'src alt width height',
  table: 'width cellpadding cellspacing border',
  td: 'width height colspan rowspan align valign',
  th: 'width height colspan rowspan align valign',
}
const PROPERTIES =
  'color background-color font font-family font-size font-weight font-style text-align text-decoration line-height ' +
  'padding padding-top padding-right padding-bottom padding-left border border-top border-right border-bottom ' +
  'border-left border-collapse width'
const TAG = /<(\/?)([a-z]+)((?: [a-z]+(?:="[^"<>]*")?)*)( \/)?>/g

/** Reads it with no mercy: only what our own grammar knows, and of that only what the policy names (security 2.7). */
function expectOnlyAllowed(html: string): void {
  expect(html.replace(TAG, '')).not.toMatch(/[<>]/)
  for (const [, , name = '', attributes = ''] of html.matchAll(TAG)) {
    expect(TAGS.split(' ')).toContain(name)
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)(?:="([^"]*)")?/g)) {
      if (attribute === 'style') expectAllowedStyle(value)
      else expect(`${name} ${ATTRIBUTES[name]}`.split(' ')).toContain(attribute)
      if (attribute === 'href') expect(value.trim()).toMatch(/^(?:https:\/\/[^/?#\\\s]|mailto:|tel:)/i)
      if (attribute === 'src') expect(value.trim()).toMatch(/^(?:https:\/\/[^/?#\\\s]|cid:)/i)
      if (/^(?:width|height)$/.test(attribute)) expect(value).toMatch(/^(?:\d{1,2}|[1-7]\d\d|800|\d{1,2}%|100%)$/)
      if (/span|cell|border/.test(attribute)) expect(value).toMatch(/^\d{1,2}$/)
    }
  }
}

function expectAllowedStyle(style: string): void {
  expect(style).not.toMatch(/url|expression|\\|\/\*|@|var\(|calc\(|[{}]/i)
  for (const declaration of style.replaceAll('&quot;', "'").split(';')) {
    const [property = '', value = ''] = declaration.split(':')
    expect(PROPERTIES.split(' ')).toContain(property)
    if (property === 'width') expect(parseInt(value)).toBeLessThanOrEqual(800)
  }
}

function expectClean(source: string): void {
  const { html, text } = cleanHtml(source)
  expectOnlyAllowed(html)
  expect(cleanHtml(html)).toEqual({ html, text, removed: [] })
  expect(html).not.toMatch(/\p{Cs}/u)
  expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/)
}

describe('R-ADR-9 HTML is cleaned by one policy (security H1, H2, 2.7)', () => {
  it.each(HOSTILE)('of %j nothing is left that acts, and cleaning it again changes nothing', expectClean)

  it('also of all of it at once, nested and torn apart', () => {
    expectClean(HOSTILE.join(''))
    expectClean(HOSTILE.map((html) => `<div>${html}`).join(''))
    const torn = fc.array(fc.tuple(fc.constantFrom(...HOSTILE, HARMLESS), fc.nat(200), fc.nat(200)), { maxLength: 6 })
    fc.assert(
      fc.property(torn, (pieces) =>
        expectClean(pieces.map(([html, from, to]) => html.slice(from, from + to)).join('')),
      ),
      { numRuns: 300 },
    )
  })

  it.each(['&#1;', '<p>a&#x1;b</p>', '<p title="&#0;">&#xfffe;</p>', 'javascr&#1;">x</a>', '&#xd800;', '&amp;#1;'])(
    'nor does %j bring back what no text has',
    expectClean,
  )

  it('and of whatever text there is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectClean), { numRuns: 300 })
  })

  it('an ordinary signature stays as it is', () => {
    expect(cleanHtml(HARMLESS).html).toBe(HARMLESS)
    expect(cleanHtml(HARMLESS).removed).toEqual([])
  })

  it.each<[string, string]>([
    ['<h1>A</h1><blockquote>B</blockquote><pre>C</pre>', '<div>A</div><div>B</div><div>C</div>'],
    ['<table><thead><tr><th>A</th></tr></thead></table>', '<table><tbody><tr><th>A</th></tr></tbody></table>'],
    ['<p style="width:800px;width:801px;color:red">x</p>', '<p style="width:800px;color:red">x</p>'],
    ['<td width="800" height="801" colspan="3">', '<td width="800" colspan="3"></td>'],
    ['<img src="cid:logo" width="801" alt="x">', '<img src="cid:logo" alt="x" />'],
    ['<img alt="no source"><img src="http://a.example/x.png">', ''],
    [
      '<a href="HTTPS://A.example">x</a><a href="mailto:{{address}}">y</a>',
      '<a href="HTTPS://A.example">x</a><a href="mailto:{{address}}">y</a>',
    ],
    ['<a href="{{address}}">x</a>', '<a>x</a>'],
    [
      '<p class="MsoNormal" style="mso-x:y;font-family:Calibri">x<o:p></o:p></p>',
      '<p style="font-family:Calibri">x</p>',
    ],
    ['<p>a<!-- b -->c</p>', '<p>ac</p>'],
    ['<p style="font-family:&quot;Segoe UI&quot;">x</p>', '<p style="font-family:&quot;Segoe UI&quot;">x</p>'],
    ['&lt;b&gt; &amp; "quoted" \'x\' €', '&lt;b&gt; &amp; "quoted" \'x\' €'],
  ])('%s becomes %s', (source, html) => {
    expect(cleanHtml(source).html).toBe(html)
  })

  it('keeps what is nested deeper than 50 without its tags', () => {
    const { html, text } = cleanHtml('<b>'.repeat(60) + 'deep' + '</b>'.repeat(60))
    expect(html).toBe('<b>'.repeat(50) + 'deep' + '</b>'.repeat(50))
    expect(text).toBe('deep')
  })
})

describe('R-ADR-9 what was taken out is named', () => {
  it.each<[string, string[]]>([
    ['<p onclick=x>a</p><script>b</script>', ['onclick', '<script>']],
    ['<p style="color:red;position:fixed">a</p>', ['position']],
    ['<a href="javascript:x">a</a><a href="https://a.example">b</a>', ['href']],
    ['<h1>a</h1>', []],
    ['<constructor>a</constructor>', ['<constructor>']],
  ])('%s: %j', (source, removed) => {
    expect(cleanHtml(source).removed).toEqual(removed)
  })

  it('at most 20 kinds, each short', () => {
    const many = Array.from({ length: 100 }, (_, index) => `<x${index} ${'y'.repeat(1000)}${index}=1>`).join('')
    const { removed } = cleanHtml(many)
    expect(removed).toHaveLength(20)
    expect(Math.max(...removed.map(({ length }) => length))).toBeLessThan(40)
  })
})
