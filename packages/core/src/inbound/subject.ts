import { fold } from '../flow/fold.js'

const WORDS = 're|res|ref|aw|antw|antwort|wg|fwd?|tr|r|i|rif|rv|enc|sv|vs|vb|vl|odp|pd|ynt|ilt|回复|回覆|答复|转发|轉寄'
const PREFIX = `(?:${WORDS}) ?(?:\\[\\d{1,4}\\]|\\(\\d{1,4}\\)|\\^?\\d{1,4})? ?[:：] ?`
/** Prefixes of replies and forwards in common languages, also counted: `Re:`, `Re[2]:`, `AW (3):`, `SV: VS:`. */
const PREFIXES = new RegExp(`^(?:${PREFIX})+`, 'iu')
/** The beginning of a subject in brackets, as some programs forward it: `[Fwd: …]`. */
const BRACKETED = new RegExp(`^\\[ ?${PREFIX}`, 'iu')

/** A subject without prefixes, case and repeated blanks, to compare by (R-IN-5). */
export function subjectKey(subject: string): string {
  let rest = subject.replace(/\s+/gu, ' ').trim().replace(PREFIXES, '').trim()
  while (rest.endsWith(']')) {
    const opening = BRACKETED.exec(rest)?.[0]
    if (opening === undefined) break
    rest = rest.slice(opening.length, -1).replace(PREFIXES, '').trim()
  }
  return fold(rest).trim()
}
