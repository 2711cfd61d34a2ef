const MOST_EDITS = 3

/** The known word that was probably meant: the one with the fewest edits, at most three and fewer than half of it. */
export function nearest(found: string, known: readonly string[]): string | undefined {
  if (found.length > 50) return undefined
  const measured = known
    .map((word) => ({ word, edits: editsBetween(found.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, edits }) => edits <= MOST_EDITS && edits < word.length / 2)
  return measured.sort((a, b) => a.edits - b.edits)[0]?.word
}

/** Letters to add, drop or replace. */
function editsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const now = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = before[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1)
      now.push(Math.min(replaced, before[column]! + 1, now[column - 1]! + 1))
    }
    before = now
  }
  return before[b.length]!
}
