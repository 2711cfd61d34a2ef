import { fold } from '../flow/fold.js'

/** Prefixes of replies and forwards in common languages, also counted: `Re:`, `Re[2]:`, `AW (3):`, `SV: VS:`. */
const PREFIXES =
  /^(?:(?:re|res|ref|aw|antw|antwort|wg|fwd?|tr|r|i|rif|rv|enc|sv|vs|vb|vl|odp|pd|ynt|ilt|回复|回覆|答复|转发|轉寄) ?(?:\[\d{1,4}\]|\(\d{1,4}\)|\^?\d{1,4})? ?[:：] ?)+/iu

/** A subject without prefixes, case and repeated blanks, to compare by (R-IN-5). */
export function subjectKey(subject: string): string {
  return fold(subject.replace(/\s+/gu, ' ').trim().replace(PREFIXES, '')).trim()
}
