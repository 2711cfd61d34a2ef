/** Text as comparisons see it: without case, after Unicode normalisation (R-FLO-2). */
export function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}
