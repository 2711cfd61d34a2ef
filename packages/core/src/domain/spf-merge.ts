import { isIp } from './networks.js'

/**
 * One SPF record that says what all the given ones say and includes the platform's too, before the term that ends
 * it: never a second record (R-DOM-9). `include` null: nothing to add.
 */
export function mergeSpf(records: readonly string[], include: string | null): string {
  return mergeTerm(records, include === null ? null : `include:${include}`)
}

/** As `mergeSpf`, with the term that lets an SMTP server send: its name or address (R-DOM-9). */
export function mergeSpfServer(records: readonly string[], server: string): string {
  return mergeTerm(records, isIp(server) ? `ip${server.includes(':') ? 6 : 4}:${server}` : `a:${server}`)
}

function mergeTerm(records: readonly string[], added: string | null): string {
  const terms = records.flatMap((record) => record.trim().split(/\s+/).slice(1))
  const ends = terms.filter(isEnd)
  const wanted = added === null ? [] : [added]
  const kept = new Set([...terms.filter((term) => !isEnd(term)), ...wanted])
  return ['v=spf1', ...kept, ends.find((term) => !term.includes('=')) ?? ends[0] ?? '~all'].join(' ')
}

function isEnd(term: string): boolean {
  return /^(?:[+~?-]?all|redirect=.*)$/i.test(term)
}
