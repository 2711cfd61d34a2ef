/** Text after Unicode normalisation, its case as it is: patterns may ask for it by `(?-i)` (R-FLO-2). */
export function normalise(text: string): string {
  return text.normalize('NFKC')
}

/** Text as comparisons see it: without case, after Unicode normalisation (R-FLO-2). */
export function fold(text: string): string {
  return normalise(text).toUpperCase()
}
