/** Signature and history stand in a block of their own; nothing where there is nothing. */
export function wrap(html: string): string {
  return html === '' ? '' : `<div>${html}</div>`
}

/** What an agent has written before and after the history that the editor shows. */
export interface SplitText {
  readonly before: string
  readonly after: string
  /** The history stands in the text otherwise than as the block: quoted by hand, it stays (R-OUT-5). */
  readonly hasQuoted: boolean
}

const TAG = /<(\/?)([a-z][a-z0-9]*)[^<>]*?(\/?)>/gi
const VOID = new Set(['br', 'hr', 'img'])

/**
 * Takes the block of the history out of what was edited: whether it leaves is for the setting to say (R-OUT-5). Where
 * the block is not there as it was, or inside of something else, everything is the agent's.
 */
export function splitAtHistory(edited: string, history: string): SplitText {
  if (history === '') return { before: edited, after: '', hasQuoted: false }
  const block = wrap(history)
  const at = edited.lastIndexOf(block)
  const before = edited.slice(0, at)
  const after = edited.slice(at + block.length)
  if (at >= 0 && isWhole(before) && isWhole(after)) return { before, after, hasQuoted: false }
  return { before: edited, after: '', hasQuoted: edited.includes(history) }
}

/** Whether every element of clean HTML ends in it. */
function isWhole(html: string): boolean {
  let depth = 0
  for (const [, closes, name, isEmpty] of html.matchAll(TAG)) {
    if (isEmpty || VOID.has((name ?? '').toLowerCase())) continue
    depth += closes ? -1 : 1
    if (depth < 0) return false
  }
  return depth === 0
}
