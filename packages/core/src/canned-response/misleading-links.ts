import { warning, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { decodeEntities } from './entities.js'
import { htmlToText } from './html-text.js'

const LINK = /<a\b([^<>]*)>((?:(?!<\/?a\b)[\s\S])*)<\/a>/gi
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const URL_HOST = /^\s*(?:https?:)?\/\/(?:[^/?#\s]*@)?([^/?#:\s]+)/i
/** A host that the text begins with, or one anywhere that a scheme or `www.` shows to be meant as one. */
const HOSTS_IN_TEXT =
  /(?:^|https?:\/\/|(?<![\p{L}\p{N}.-])(?=www\.))((?:[\p{L}\p{N}-]+\.)+(?:xn--[a-z\d-]+|\p{L}{2,}))(?=[/?#:\s.,;!)]|$)/giu

/** More warnings would help nobody. */
const MOST = 20

/** SIGNATURE_LINK_MISLEADS for links whose text names another host than the one they lead to, at most 20 (R-ADR-9). */
export function checkLinks(html: string, path: readonly string[]): Problem[] {
  const problems: Problem[] = []
  for (const [, attributes = '', content = ''] of html.matchAll(LINK)) {
    const href = HREF.exec(attributes)
    const url = URL_HOST.exec(decodeEntities(href?.[1] ?? href?.[2] ?? href?.[3] ?? ''))
    if (!url || !/[.&]/.test(content)) continue
    const target = bareHost(url[1]!)
    const named = [...htmlToText(content).matchAll(HOSTS_IN_TEXT)].map(([, host]) => bareHost(host!))
    const text = named.find((host) => host !== target)
    if (!text) continue
    problems.push(warning('SIGNATURE_LINK_MISLEADS', path, { text: excerpt(text), target: excerpt(target) }))
    if (problems.length === MOST) break
  }
  return problems
}

/** A host without `www.`. */
function bareHost(host: string): string {
  return host
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^www\./, '')
}
