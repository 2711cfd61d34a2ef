import { warning, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { decodeEntities } from './entities.js'
import { htmlToText } from './html-text.js'

const LINK = /<a\b([^<>]*)>((?:(?!<\/?a\b)[\s\S])*)<\/a>/gi
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const URL_HOST = /^\s*(?:https?:)?\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)/i
const HOST_IN_TEXT = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=[/?#:\s]|$)/iu

/** SIGNATURE_LINK_MISLEADS for links whose text names another host than the one they lead to (R-ADR-9). */
export function checkLinks(html: string, path: readonly string[]): Problem[] {
  return [...html.matchAll(LINK)].flatMap(([, attributes = '', content = '']) => {
    const href = HREF.exec(attributes)
    const target = hostOf(decodeEntities(href?.[1] ?? href?.[2] ?? href?.[3] ?? ''), URL_HOST)
    const text = hostOf(htmlToText(content), HOST_IN_TEXT)
    if (!target || !text || target === text) return []
    return [warning('SIGNATURE_LINK_MISLEADS', path, { text: excerpt(text), target: excerpt(target) })]
  })
}

function hostOf(text: string, pattern: RegExp): string | undefined {
  return pattern
    .exec(text)?.[1]
    ?.toLowerCase()
    .replace(/^www\./, '')
}
