/**
 * One SPF record that says what all the given ones say and includes the platform's too, before the term that ends
 * it: never a second record (R-DOM-9). `include` null: nothing to add.
 */
export function mergeSpf(records: readonly string[], include: string | null): string {
  const terms = records.flatMap((record) => record.trim().split(/\s+/).slice(1))
  const ends = terms.filter(isEnd)
  const added = include === null ? [] : [`include:${include}`]
  const kept = new Set([...terms.filter((term) => !isEnd(term)), ...added])
  return ['v=spf1', ...kept, ends.find((term) => !term.includes('=')) ?? ends[0] ?? '~all'].join(' ')
}

function isEnd(term: string): boolean {
  return /^(?:[+~?-]?all|redirect=.*)$/i.test(term)
}
