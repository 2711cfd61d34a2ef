import { normaliseHost } from '../domain/host.js'
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

/** SIGNATURE_LINK_MISLEADS for links whose text names another host than the one they lead to (R-ADR-9). */
export function checkLinks(html: string, path: readonly string[]): Problem[] {
  return [...html.matchAll(LINK)].flatMap(([, attributes = '', content = '']) => {
    const href = HREF.exec(attributes)
    const url = URL_HOST.exec(decodeEntities(href?.[1] ?? href?.[2] ?? href?.[3] ?? ''))
    if (!url) return []
    const target = shownHost(url[1]!)
    const named = [...htmlToText(content).matchAll(HOSTS_IN_TEXT)].map(([, host]) => shownHost(host!))
    const text = named.find((host) => host !== target)
    return text ? [warning('SIGNATURE_LINK_MISLEADS', path, { text: excerpt(text), target: excerpt(target) })] : []
  })
}

/** A host without `www.`, in the spelling in which no two look alike. */
function shownHost(host: string): string {
  const bare = host.toLowerCase().replace(/^www\./, '')
  const known = normaliseHost(bare)
  return known.ok ? known.value.ascii : bare
}
