import { baseKeymap, chainCommands, liftEmptyBlock, splitBlockAs } from 'prosemirror-commands'
import { history, redo, redoDepth, undo, undoDepth } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { Slice } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import { EditorState, TextSelection, type Command } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { addImage, hasFormat, insertText, linkAt, listAt, setLink, toggleFormat, toggleList } from './mail-commands'
import { parseMailHtml, writeMailHtml, type NodeJson } from './mail-html'
import { mailSchema } from './mail-schema'

export interface MailEditorOptions {
  readonly place: HTMLElement
  readonly html: string
  readonly attributes: () => Record<string, string>
  readonly isEditable: () => boolean
  /** HTML from elsewhere, cleaned; undefined: it cannot be. The only way in for what is pasted or dropped. */
  readonly clean: (html: string) => Promise<string | undefined>
  /** After each change of text or selection; `html` only where the text did. */
  readonly onChange: (html: string | undefined) => void
}

/** What a button of the toolbar does. */
export type MailCommand = 'bold' | 'italic' | 'ul' | 'ol' | 'undo' | 'redo'

export type MailEditor = ReturnType<typeof createMailEditor>

const COMMANDS: Readonly<Record<MailCommand, Command>> = {
  bold: toggleFormat('bold'),
  italic: toggleFormat('italic'),
  ul: toggleList('ul'),
  ol: toggleList('ol'),
  undo,
  redo,
}

const { li, br } = mailSchema.nodes

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(br!.create()).scrollIntoView())
  return true
}

/** Tab moves on to the next control, as everywhere; entries of lists are nested by Ctrl and brackets. */
const KEYS: Readonly<Record<string, Command>> = {
  'Mod-b': COMMANDS.bold,
  'Mod-i': COMMANDS.italic,
  'Mod-z': undo,
  'Mod-y': redo,
  'Shift-Mod-z': redo,
  'Mod-]': sinkListItem(li!),
  'Mod-[': liftListItem(li!),
  'Shift-Enter': lineBreak,
  Enter: chainCommands(
    splitListItem(li!),
    liftEmptyBlock,
    splitBlockAs(({ type, attrs }) => ({ type, attrs })),
  ),
}

/** The state of a document that comes from HTML which `keepsHtml`. */
export function mailState(html: string): EditorState {
  const doc = mailSchema.nodeFromJSON(parseMailHtml(html || '<p></p>'))
  doc.check()
  return EditorState.create({ doc, plugins: [history(), keymap(KEYS), keymap(baseKeymap)] })
}

/** Writes clean HTML in place, without a parser of the browser: what comes from elsewhere comes by `clean` alone. */
export function createMailEditor(options: MailEditorOptions) {
  let loaded = { html: options.html, state: mailState(options.html) }
  const view: EditorView = new EditorView(options.place, {
    state: loaded.state,
    attributes: options.attributes,
    editable: options.isEditable,
    handleDOMEvents: {
      copy: (_, event) => copy(view, event),
      cut: (_, event) => copy(view, event) && remove(view),
      paste: (_, event) => take(view, event, event.clipboardData, options),
      drop: (_, event) => drop(view, event, options),
    },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction))
      options.onChange(transaction.docChanged ? written() : undefined)
    },
  })
  /** What was loaded is given back to the letter once all changes are undone. */
  const written = () => {
    const { doc } = view.state
    return doc.eq(loaded.state.doc) ? loaded.html : writeMailHtml(doc.toJSON() as NodeJson)
  }
  const run = (command: Command) => {
    command(view.state, view.dispatch)
    view.focus()
  }
  return {
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    /** Takes other HTML in, which `keepsHtml`; what was undone before is gone. */
    load: (html: string) => {
      loaded = { html, state: mailState(html) }
      view.updateState(loaded.state)
    },
    /** Attributes and whether it may be edited are looked at again. */
    refresh: () => view.setProps({}),
    run: (command: MailCommand) => run(COMMANDS[command]),
    insertText: (text: string) => run(insertText(text)),
    setLink: (href: string, text: string) => run(setLink(href, text)),
    addImage: (src: string, alt: string) => run(addImage(src, alt)),
    /** What the toolbar shows. */
    look: () => ({
      bold: hasFormat(view.state, 'bold'),
      italic: hasFormat(view.state, 'italic'),
      ul: listAt(view.state) === 'ul',
      ol: listAt(view.state) === 'ol',
      link: linkAt(view.state)?.href,
      hasSelection: !view.state.selection.empty,
      canUndo: undoDepth(view.state) > 0,
      canRedo: redoDepth(view.state) > 0,
    }),
  }
}

/** Copies what is selected as the HTML that a mail would have, and as text. */
function copy({ state }: EditorView, event: ClipboardEvent): boolean {
  const { selection } = state
  if (selection.empty || !event.clipboardData) return false
  event.preventDefault()
  const content = selection.content().content
  const isInline = content.firstChild?.isInline
  const nodes = (content.toJSON() ?? []) as NodeJson[]
  event.clipboardData.setData(
    'text/html',
    writeMailHtml({ type: 'doc', content: isInline ? [{ type: 'line', content: nodes }] : nodes }),
  )
  event.clipboardData.setData('text/plain', content.textBetween(0, content.size, '\n', '\n'))
  return true
}

function remove(view: EditorView): boolean {
  view.dispatch(view.state.tr.deleteSelection().scrollIntoView())
  return true
}

/** What is dragged within the editor is moved by the library; anything else is taken like what is pasted. */
function drop(view: EditorView, event: DragEvent, options: MailEditorOptions): boolean {
  if (view.dragging) return false
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
  if (place) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))))
  return take(view, event, event.dataTransfer, options)
}

function take(view: EditorView, event: Event, data: DataTransfer | null, options: MailEditorOptions): boolean {
  event.preventDefault()
  if (!options.isEditable() || !data) return true
  const [html, text] = [data.getData('text/html'), data.getData('text/plain')]
  if (html) void options.clean(html).then((clean) => insert(view, clean) || insertLines(view, text))
  else insertLines(view, text)
  return true
}

/** Puts clean HTML in place of the selection; false: it cannot be shown. */
function insert(view: EditorView, html: string | undefined): boolean {
  const document = html === undefined || view.isDestroyed ? null : parseMailHtml(html)
  if (!document) return false
  const { content } = mailSchema.nodeFromJSON(document)
  const isText = content.childCount === 1 && content.firstChild!.isTextblock
  view.dispatch(view.state.tr.replaceSelection(new Slice(content, isText ? 1 : 0, isText ? 1 : 0)).scrollIntoView())
  return true
}

function insertLines(view: EditorView, text: string): void {
  if (view.isDestroyed || !text) return
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const content = lines.map((one) => (one ? { type: 'p', content: [{ type: 'text', text: one }] } : { type: 'p' }))
  const { content: blocks } = mailSchema.nodeFromJSON({ type: 'doc', content })
  view.dispatch(view.state.tr.replaceSelection(new Slice(blocks, 1, 1)).scrollIntoView())
}
