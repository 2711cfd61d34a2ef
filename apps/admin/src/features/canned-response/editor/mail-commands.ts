import type { Mark, Node, NodeType, ResolvedPos } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import type { Attribute } from './mail-html'
import { mailSchema } from './mail-schema'

const { tag } = mailSchema.marks
const { ul, ol, p, line, img } = mailSchema.nodes

/** Tags that mean the same to whoever reads the mail; the first is what the editor writes. */
const SAME = { bold: ['b', 'strong'], italic: ['i', 'em'], link: ['a'] } as const
export type Formatting = keyof typeof SAME

const isOf = (mark: Mark, format: Formatting) =>
  (SAME[format] as readonly string[]).includes(String(mark.attrs['name']))

/** Whether all of the selection has the format; without a selection, what is typed next. */
export function hasFormat({ selection, storedMarks, doc }: EditorState, format: Formatting): boolean {
  const has = (marks: readonly Mark[]) => marks.some((mark) => isOf(mark, format))
  if (selection.empty) return has(storedMarks ?? selection.$from.marks())
  let [texts, formatted] = [0, 0]
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (!node.isInline) return
    texts++
    if (has(node.marks)) formatted++
  })
  return texts > 0 && texts === formatted
}

/** Gives the selection a format, or takes it where all of it has it. */
export const toggleFormat =
  (format: 'bold' | 'italic'): Command =>
  (state, dispatch) => {
    const isOn = hasFormat(state, format)
    const mark = tag!.create({ name: SAME[format][0] })
    const { from, to, empty } = state.selection
    if (!empty) dispatch?.(isOn ? without(state, format, from, to) : state.tr.addMark(from, to, mark).scrollIntoView())
    else {
      const marks = state.storedMarks ?? state.selection.$from.marks()
      dispatch?.(state.tr.setStoredMarks(isOn ? marks.filter((one) => !isOf(one, format)) : mark.addToSet(marks)))
    }
    return true
  }

function without(state: EditorState, format: Formatting, from: number, to: number): Transaction {
  const { tr } = state
  state.doc.nodesBetween(from, to, (node, at) => {
    for (const mark of node.marks)
      if (isOf(mark, format)) tr.removeMark(Math.max(from, at), Math.min(to, at + node.nodeSize), mark)
  })
  return tr
}

/** The link that the selection begins in: where it leads, and from where to where it goes. */
export function linkAt({ selection }: EditorState): { href: string; from: number; to: number } | undefined {
  const { $from, empty } = selection
  const node = empty ? ($from.nodeAfter ?? $from.nodeBefore) : $from.nodeAfter
  const before = $from.nodeBefore
  const mark = [node, empty ? before : null].flatMap((one) => one?.marks ?? []).find((one) => isOf(one, 'link'))
  if (!mark) return undefined
  const attributes = mark.attrs['attributes'] as readonly Attribute[]
  return { href: attributes.find(([name]) => name === 'href')?.[1] ?? '', ...rangeOf($from, mark) }
}

/** All of the text beside each other that has the mark. */
function rangeOf($at: ResolvedPos, mark: Mark) {
  const { parent } = $at
  const has = (index: number) => index >= 0 && index < parent.childCount && mark.isInSet(parent.child(index).marks)
  const here = has($at.index()) ? $at.index() : $at.index() - 1
  let [first, last] = [here, here]
  while (has(first - 1)) first--
  while (has(last + 1)) last++
  const sizeTo = (end: number) => [...Array(end).keys()].reduce((sum, at) => sum + parent.child(at).nodeSize, 0)
  return { from: $at.start() + sizeTo(first), to: $at.start() + sizeTo(last + 1) }
}

/** Links the selection, the link it is in, or else a text of its own; an empty target unlinks. */
export const setLink =
  (href: string, text: string): Command =>
  (state, dispatch) => {
    const known = linkAt(state)
    const { from, to, empty } = state.selection
    const range = known && empty ? known : { from, to }
    const { tr } = state
    if (known) for (const step of without(state, 'link', range.from, range.to).steps) tr.step(step)
    if (!href) return (dispatch?.(tr), true)
    const mark = tag!.create({ name: 'a', attributes: [['href', href]] })
    if (empty && !known)
      tr.insert(from, mailSchema.text(text || href, mark.addToSet(state.storedMarks ?? state.selection.$from.marks())))
    else tr.addMark(range.from, range.to, mark)
    dispatch?.(tr.removeStoredMark(mark).scrollIntoView())
    return true
  }

/** Puts an image where the selection is. */
export const addImage =
  (src: string, alt: string): Command =>
  (state, dispatch) => {
    const attributes: readonly Attribute[] = [
      ['src', src],
      ['alt', alt],
    ]
    dispatch?.(state.tr.replaceSelectionWith(img!.create({ attributes })).scrollIntoView())
    return true
  }

/** The list that the selection is in. */
export function listAt({ selection: { $from } }: EditorState): 'ul' | 'ol' | undefined {
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type } = $from.node(depth)
    if (type === ul) return 'ul'
    if (type === ol) return 'ol'
  }
  return undefined
}

/** Makes a list of the selected lines, changes its kind, or takes the lines out of it. */
export const toggleList =
  (kind: 'ul' | 'ol'): Command =>
  (state, dispatch) => {
    const now = listAt(state)
    if (now === kind) return liftListItem(mailSchema.nodes.li!)(state, dispatch)
    if (now) return changeList(state, mailSchema.nodes[kind]!, dispatch)
    return wrapInList(mailSchema.nodes[kind]!)(state, dispatch && ((tr) => dispatch(withLines(tr))))
  }

function changeList(state: EditorState, type: NodeType, dispatch: ((tr: Transaction) => void) | undefined): boolean {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type !== ul && node.type !== ol) continue
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), type, node.attrs))
    return true
  }
  return false
}

/** Entries of new lists hold bare text, as people write lists, unless a paragraph has attributes of its own. */
function withLines(tr: Transaction): Transaction {
  const { $from, $to } = tr.selection
  tr.doc.nodesBetween($from.before(1), $to.after(1), (node: Node, at, parent) => {
    const isPlain = node.type === p && (node.attrs['attributes'] as readonly Attribute[]).length === 0
    if (isPlain && parent?.type === mailSchema.nodes.li) tr.setNodeMarkup(at, line)
  })
  return tr
}

/** Text where the selection is, with the formats around it; the focus stays behind it. */
export const insertText =
  (text: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.insertText(text).scrollIntoView())
    return true
  }
