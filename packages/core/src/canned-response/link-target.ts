const SCHEME = /^\s*(https?|mailto|tel):/i

/** What to show of a link's target beside its words; undefined: the words say it, or it leads to no page, mail or telephone. */
export function linkTarget(href: string, words: string): string | undefined {
  const scheme = SCHEME.exec(href)?.[1]?.toLowerCase()
  if (scheme === undefined) return undefined
  const url = href.trim()
  const target = scheme.startsWith('http') ? url : url.slice(scheme.length + 1).replace(/\?.*$/s, '')
  if (scheme === 'tel') return digitsOf(words) === digitsOf(target) ? undefined : target
  return bare(words) === bare(target) ? undefined : target
}

function bare(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/\/$/, '')
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
