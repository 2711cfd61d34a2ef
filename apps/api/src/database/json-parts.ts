/** Rows as JSON lists of so many rows at most, and of so many characters in all unless a row alone has more. */
export function* jsonParts(
  rows: Iterable<unknown>,
  most: { readonly rows: number; readonly characters: number },
): Iterable<string> {
  let part: string[] = []
  let characters = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    characters += text.length
    if (part.length === most.rows || (part.length > 0 && characters > most.characters)) {
      yield `[${part.join()}]`
      part = []
      characters = text.length
    }
    part.push(text)
  }
  if (part.length > 0) yield `[${part.join()}]`
}
