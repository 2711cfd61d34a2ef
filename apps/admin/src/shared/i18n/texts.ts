/** Texts of one language as vue-i18n takes them. */
export interface Texts {
  [key: string]: string | Texts
}

/** Shared texts stay at the top, those of a feature come under its name: `canned-response` → `cannedResponse.…`. */
export function mergeTexts(shared: Record<string, Texts>, features: Record<string, Texts>): Texts {
  const merged: Texts = {}
  for (const texts of Object.values(shared)) Object.assign(merged, texts)
  for (const [file, texts] of Object.entries(features)) merged[namespaceOf(file)] = texts
  return merged
}

function namespaceOf(file: string): string {
  const folder = file.split('/').at(-3) ?? file
  return folder.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
