import type { RecordChange } from '@mailroom/core'
import { Renderer } from './render.js'
import type { Locale } from './locale.js'
import type { Texts } from './texts.js'

/** A mail as it is sent: plain text. */
export interface PlainMail {
  readonly subject: string
  readonly text: string
}

/** What happened to a domain, for the people who look after it (R-DOM-15). */
export interface DomainNews {
  /** As people see it. */
  readonly domain: string
  readonly changes: readonly RecordChange[]
  /** Where to look. */
  readonly url: string
}

/** The mail that tells a member what happened to a domain. */
export function renderDomainNews({ domain, changes, url }: DomainNews, locale: Locale, texts: Texts): PlainMail {
  const renderer = new Renderer(locale, texts.names)
  const { subject, intro, found, look, why } = texts.domainNews
  const lines = changes.map((change) => {
    const { event, key, host, from, to, at } = change
    const line = renderer.render(texts.events[event], { record: key, host, from, to, subdomain: change.found[0] ?? '' })
    const isShown = event === 'STATE' && change.found.length > 0
    return [
      `- ${line} (${renderer.render('{at:time}', { at })})`,
      ...(isShown ? change.found.map((value) => `  ${renderer.render(found, { found: oneLine(value) })}`) : []),
    ].join('\n')
  })
  const parts = [renderer.render(intro, { domain }), lines.join('\n'), `${look}\n${url}`, why]
  return { subject: renderer.render(subject, { domain }), text: `${parts.join('\n\n')}\n` }
}

/** What DNS holds is anybody's text: one short line of it. */
function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}
