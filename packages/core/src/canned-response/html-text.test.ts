/// <reference types="node" />
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from './html-text.js'

describe('R-OUT-4 the plain text of HTML', () => {
  it.each<[string, string, string]>([
    ['paragraphs apart', '<p>Kind&nbsp;regards,</p><p>Ada &amp; Bob</p>', 'Kind regards,\n\nAda & Bob'],
    ['lines of blocks', '<div>One</div><div>Two<div>Three</div></div>Four', 'One\nTwo\nThree\nFour'],
    ['line breaks', 'One<br>two<br/>\n three<br><br>four', 'One\ntwo\nthree\n\nfour'],
    ['white space once', '  a \n\t b <b> c </b> d ', 'a b c d'],
    ['at most one empty line', '<p>a</p><p></p><p><br></p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
    ['a list', '<p>We:</p><ul><li>call</li><li><p>write</p></li></ul>done', 'We:\n\n- call\n- write\n\ndone'],
    ['a list apart from what is around it', 'a<ul><li>b</ul>c<div>d</div>', 'a\n\n- b\n\nc\nd'],
    ['a numbered list', '<ol><li>a<li>b</ol>', '1. a\n2. b'],
    ['a list in a list', '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>', '- a\n  1. b\n- c'],
    [
      'cells of a table',
      '<table><tr><th>Phone</th><td>1</td></tr><tr><td>Fax</td><td>2</td></tr></table>',
      'Phone 1\nFax 2',
    ],
    ['a rule', 'a<hr>b', 'a\n---\nb'],
    ['words for images', '<img src="cid:logo" alt="Acme &amp; Co"> <img src=x>Ltd', 'Acme & Co Ltd'],
    ['a heading', '<h1>News</h1>Text', 'News\n\nText'],
    ['entities', '&lt;b&gt; &#8364; &#x20AC; &unknown; &#0; &#xD800; &Auml;', '<b> € € &unknown; &#0; &#xD800; Ä'],
    [
      'no comments, styles, scripts, heads',
      'a<!-- b --><style>c</style><script>d</script><head><title>e</title></head>f',
      'af',
    ],
    ['nothing', '', ''],
    ['what only looks like a tag', '1 < 2 && 3 > 2, <3', '1 < 2 && 3 > 2, <3'],
    ['what is never closed', '<p>a <b>b <!-- c', 'a b'],
    ['a placeholder', '<b>{{agent.name}}</b>, {{organization.name}}', '{{agent.name}}, {{organization.name}}'],
  ])('has %s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it.each<[string, string]>([
    ['<a href="https://acme.example/help?a=1&amp;b=2">Help</a> here', 'Help (https://acme.example/help?a=1&b=2) here'],
    ['<a href="https://www.acme.example/">acme.example</a>', 'acme.example'],
    ['<a href="https://acme.example">HTTPS://ACME.example</a>', 'HTTPS://ACME.example'],
    ['<a href="mailto:help@acme.example?subject=x">help@acme.example</a>', 'help@acme.example'],
    ['<a href="mailto:help@acme.example?subject=x">Write</a>', 'Write (help@acme.example)'],
    ['<a href="tel:+49301234">+49 (30) 12-34</a>', '+49 (30) 12-34'],
    ['<a href="tel:+49301234">Call</a>', 'Call (+49301234)'],
    ['<a href="https://acme.example/"><img src="cid:x" alt="Acme"></a>', 'Acme (https://acme.example/)'],
    ['<a href="https://acme.example/"><img src="cid:x"></a>', 'https://acme.example/'],
    ['<a href="#top">Up</a> <a>x</a> <a href="javascript:alert(1)">y</a>', 'Up x y'],
    ['<a href=https://a.example>a<a href=https://b.example>b', 'a (https://a.example)b (https://b.example)'],
    ['<a title="href=x" href="https://a.example">a</a>', 'a (https://a.example)'],
  ])('has the targets of links: %s', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it('leaves targets out where only the words count', () => {
    expect(htmlToText('<a href="https://acme.example">Help</a>', { links: false })).toBe('Help')
  })

  it('never has a tag of the HTML', () => {
    const piece = fc.constantFrom(
      ...[
        '<b>',
        '</b>',
        '<p>',
        '<a href="x">',
        '</a>',
        '<li>',
        '<ul>',
        '</ul>',
        '<td>',
        '<!--',
        '-->',
        '<script>',
        '<br',
        '"',
        "'",
      ],
      ...['>', '</', 'a', ' ', '\n', '&amp;', '<img alt="', '<style', '</style>'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = htmlToText(pieces.join(''))
        expect(text).not.toMatch(/<[/!a-z]/i)
        expect(text).not.toMatch(/\n{3}|[ \t]\n|^\n|\n$/)
      }),
    )
  })

  it.each([
    '<',
    '<a ',
    '<a href=',
    '<a href="https://x">',
    '<li>',
    '<ul>',
    '<p><br>',
    '<!--',
    '<script>',
    '<td>',
    '&',
    'href=',
    '</',
  ])('takes no longer for many %j', (piece) => {
    const start = process.cpuUsage().user
    htmlToText(piece.repeat(Math.floor(1_000_000 / piece.length)))
    expect(process.cpuUsage().user - start).toBeLessThan(1_500_000)
  })
})
