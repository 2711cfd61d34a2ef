import type { EditorState } from 'prosemirror-state'
import { AllSelection, TextSelection, type Command } from 'prosemirror-state'
import { splitListItem } from 'prosemirror-schema-list'
import { afterEach, expect, it, vi } from 'vitest'
import { insertText, linkAt, setLink, toggleFormat, toggleList } from './mail-commands'
import { createMailEditor, mailState } from './mail-editor'
import { keepsHtml, writeMailHtml, type NodeJson } from './mail-html'
import { mailSchema } from './mail-schema'

const htmlOf = (state: EditorState) => writeMailHtml(state.doc.toJSON() as NodeJson)
const all = (state: EditorState) => state.apply(state.tr.setSelection(new AllSelection(state.doc)))
const at = (state: EditorState, from: number, to = from) =>
  state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)))

function after(state: EditorState, ...commands: Command[]): EditorState {
  return commands.reduce((now, command) => {
    let next = now
    command(now, (transaction) => (next = now.apply(transaction)))
    return next
  }, state)
}

it.each<[string, string, (state: EditorState) => EditorState, string]>([
  ['makes text bold', '<p>ab</p>', (state) => after(all(state), toggleFormat('bold')), '<p><b>ab</b></p>'],
  [
    'knows both tags for bold',
    '<p><strong>ab</strong></p>',
    (state) => after(all(state), toggleFormat('bold')),
    '<p>ab</p>',
  ],
  [
    'keeps other tags',
    '<p><span style="color:red">ab</span></p>',
    (state) => after(all(state), toggleFormat('italic')),
    '<p><span style="color:red"><i>ab</i></span></p>',
  ],
  [
    'links what is selected',
    '<p>ab</p>',
    (state) => after(at(state, 2, 3), setLink('https://a.example', '')),
    '<p>a<a href="https://a.example">b</a></p>',
  ],
  [
    'makes a link with its text',
    '<p>a</p>',
    (state) => after(at(state, 2), setLink('https://a.example', 'b')),
    '<p>a<a href="https://a.example">b</a></p>',
  ],
  [
    'leads a whole link elsewhere',
    '<p><a href="https://a.example">a<b>b</b></a>c</p>',
    (state) => after(at(state, 2), setLink('tel:1', '')),
    '<p><a href="tel:1">a</a><b><a href="tel:1">b</a></b>c</p>',
  ],
  [
    'unlinks',
    '<p><a href="https://a.example">ab</a></p>',
    (state) => after(at(state, 2), setLink('', '')),
    '<p>ab</p>',
  ],
  [
    'makes a list of lines',
    '<p>a</p><p>b</p>',
    (state) => after(all(state), toggleList('ul')),
    '<ul><li>a</li><li>b</li></ul>',
  ],
  [
    'changes the kind of a list',
    '<ul><li>a</li></ul>',
    (state) => after(at(state, 3), toggleList('ol')),
    '<ol><li>a</li></ol>',
  ],
  [
    'takes lines out of a list',
    '<ul><li>a</li></ul><p>b</p>',
    (state) => after(at(state, 3), toggleList('ul')),
    'a<p>b</p>',
  ],
])('%s', (_, html, change, expected) => {
  const changed = htmlOf(change(mailState(html)))
  expect(changed).toBe(expected)
  expect(keepsHtml(changed)).toBe(true)
})

it('makes a link in what is typed next: bold that was just ended does not go on in it', () => {
  const bold = at(mailState('<p><b>a</b></p>'), 2)
  const linked = after(bold, toggleFormat('bold'), setLink('https://a.example', 'b'))
  expect(htmlOf(linked)).toBe('<p><b>a</b><a href="https://a.example">b</a></p>')
})

it('goes on with bare text in the next entry of a list', () => {
  const state = mailState('<ul><li>a</li></ul>')
  const split = after(at(state, 4), splitListItem(mailSchema.nodes.li!))
  expect(htmlOf(after(split, insertText('b')))).toBe('<ul><li>a</li><li>b</li></ul>')
})

it('knows the link that the cursor is in', () => {
  const state = mailState('<p>a<a href="https://a.example">bc</a></p>')
  expect(linkAt(at(state, 1))).toBeUndefined()
  expect(linkAt(at(state, 3))).toEqual({ href: 'https://a.example', from: 2, to: 4 })
})

const places: HTMLElement[] = []
afterEach(() => places.splice(0).forEach((place) => place.remove()))

function open(html: string, clean = vi.fn((given: string): Promise<string | undefined> => Promise.resolve(given))) {
  const place = document.body.appendChild(document.createElement('div'))
  places.push(place)
  const changes: string[] = []
  const editor = createMailEditor({
    place,
    html,
    attributes: () => ({ role: 'textbox' }),
    isEditable: () => true,
    clean,
    onChange: (changed) => changed !== undefined && changes.push(changed),
  })
  return { editor, changes, clean, box: place.querySelector<HTMLElement>('[role=textbox]')! }
}

function paste(box: HTMLElement, data: Record<string, string>): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { getData: (type: string) => data[type] ?? '' } })
  box.dispatchEvent(event)
}

it('takes pasted HTML by way of the cleaner alone: no parser of the browser sees it', async () => {
  const parse = vi.spyOn(DOMParser.prototype, 'parseFromString')
  const html = vi.spyOn(Element.prototype, 'innerHTML', 'set')
  const { box, changes, clean } = open('<p>a</p>')
  clean.mockResolvedValue('<p>b <i>c</i></p>')
  paste(box, { 'text/html': '<img src=x onerror=alert(1)><p>b <i>c</i></p>', 'text/plain': 'b c' })
  await vi.waitFor(() => expect(changes.at(-1)).toBe('<p>b <i>c</i>a</p>'))
  expect(clean).toHaveBeenCalledWith('<img src=x onerror=alert(1)><p>b <i>c</i></p>')
  expect(parse).not.toHaveBeenCalled()
  expect(html).not.toHaveBeenCalled()
})

it('takes the plain text where HTML cannot be cleaned or shown', async () => {
  for (const answer of [undefined, '<p onclick="alert(1)">b</p>']) {
    const { box, changes, clean } = open('<p>a</p>')
    clean.mockResolvedValue(answer)
    paste(box, { 'text/html': '<p>b</p>', 'text/plain': 'b\r\nc' })
    await vi.waitFor(() => expect(changes.at(-1)).toBe('<p>b</p><p>ca</p>'))
  }
})

it('loads nothing: an image is a grey word', () => {
  const { box } = open('<p><img src="https://evil.test/a.png" alt="Logo" /></p>')
  expect(box.querySelector('img[src]')).toBeNull()
  expect(box.outerHTML).not.toContain('evil.test')
  expect(box.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Logo')
})
