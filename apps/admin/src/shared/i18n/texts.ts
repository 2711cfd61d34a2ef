/** Texts of one language as their files have them. */
export interface Texts {
  [key: string]: string | Texts
}

/**
 * All texts by their dotted key, which is how the library looks them up: shared ones as they are, those of a feature
 * below its name: `canned-response` → `cannedResponse.…`.
 */
export function mergeTexts(shared: Record<string, Texts>, features: Record<string, Texts>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const texts of Object.values(shared)) flatten(texts, '', flat)
  for (const [file, texts] of Object.entries(features)) flatten(texts, `${namespaceOf(file)}.`, flat)
  return flat
}

function flatten(texts: Texts, prefix: string, into: Record<string, string>): void {
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === 'string') into[prefix + key] = text
    else flatten(text, `${prefix}${key}.`, into)
  }
}

function namespaceOf(file: string): string {
  const folder = file.split('/').at(-3) ?? file
  return folder.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
