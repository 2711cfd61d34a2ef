import { expect, it } from 'vitest'
import { keepsHtml, parseMailHtml, writeMailHtml } from './mail-html'

const STYLED =
  '<table cellpadding="0" cellspacing="0" border="0" width="400" style="border-collapse:collapse"><tbody><tr>' +
  '<td valign="top" style="padding:4px 8px;font-family:Arial, sans-serif"><img src="https://acme.example/logo.png" alt="Acme &amp; Söhne" width="100" /></td>' +
  '<td style="font-size:12px;color:#333333"><strong>{{agent.name}}</strong><br />Support &lt;DACH&gt;<br />' +
  '<a href="https://acme.example/help?a=1&amp;b=2" title="&quot;Help&quot;"><span style="color:#0b5cad">Help</span></a></td></tr></tbody></table>'

it.each([
  ['', ''],
  ['bare text', 'Kind regards, {{agent.name}}'],
  ['paragraphs', '<p>Kind regards</p><p style="color:red">{{agent.name}}<br />{{address}}</p>'],
  ['an empty paragraph', '<p>a</p><p><br /></p><p>b</p>'],
  ['both kinds of bold and italic', '<p><b>a</b><strong>b</strong> <i>c</i><em>d</em> <u>e</u></p>'],
  [
    'tags in each other, in any order',
    '<p><b><i>a</i></b><i><b>b</b></i><a href="mailto:a@b.example"><b>c</b>d</a></p>',
  ],
  ['spans in spans', '<p><span style="color:red">a<span style="color:blue">b</span></span></p>'],
  ['lists', '<ul><li>a</li><li>b<ol><li><p>c</p></li></ol></li></ul>'],
  ['text beside blocks', '<div>a<p>b</p>c<hr /><div></div></div>'],
  ['a signature of a mail program', STYLED],
  ['old fonts', '<font color="#333333" face="Arial" size="2">a</font>'],
])('gives %s back as it was', (_, html) => {
  expect(keepsHtml(html)).toBe(true)
  expect(writeMailHtml(parseMailHtml(html)!)).toBe(html)
})

it('does not mind blanks that nobody sees', () => {
  const html = '<table>\n  <tbody>\n    <tr>\n      <td>\n a\n   b </td>\n    </tr>\n  </tbody>\n</table>\n<p></p>\n'
  expect(keepsHtml(html)).toBe(true)
})

it.each([
  ['a block in a tag of text', '<span style="color:red"><div>a</div></span>'],
  ['an empty tag', '<p><b></b>a</p>'],
  ['the same tag twice', '<p><b>a</b><b>b</b></p>'],
  ['an entity that clean HTML has not', '<p>a&nbsp;b</p>'],
  ['a tag that is not closed', '<p>a'],
  ['a tag that is closed twice', '<p>a</p></p>'],
  ['tags that overlap', '<p><b>a<i>b</b></i></p>'],
  ['text in a table beside its cells', '<table>a<tr><td>b</td></tr></table>'],
  ['a list without entries', '<ul></ul>'],
  ['blocks in a paragraph', '<p><div>a</div></p>'],
])('says of %s that it would be changed', (_, html) => {
  expect(keepsHtml(html)).toBe(false)
})

it.each([
  '<script>alert(1)</script>',
  '<p onclick="alert(1)">a</p>',
  '<img src=x onerror=alert(1)>',
  '<iframe src="https://evil.test"></iframe>',
  '<p style="background:url(//evil.test)">a</p>',
  '<p style="background:\\75rl(//evil.test)">a</p>',
  '<div style="position:fixed">a</div>',
  '<!-- a -->',
  '<svg></svg>',
  '<form><input></form>',
])('lets nothing in but tags and attributes of clean mail: %s', (html) => {
  expect(parseMailHtml(html)).toBeNull()
})

it('writes lines that stand beside each other as blocks, so that they do not run together', () => {
  const line = (text?: string) => ({ type: 'line', ...(text && { content: [{ type: 'text', text }] }) })
  const html = writeMailHtml({ type: 'doc', content: [line('a'), line(), line('b <c>')] })
  expect(html).toBe('<div>a</div><div><br /></div><div>b &lt;c&gt;</div>')
  expect(keepsHtml(html)).toBe(true)
})
