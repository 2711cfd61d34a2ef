import type { DnsStatus, DomainEvent, RecordChange, RecordKey } from '@mailroom/core'
import type { Renderer } from './render.js'

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

/** Texts of such a mail in one language; they are in no page, so they stand apart from the others. */
export interface DomainMailTexts {
  /** Lines of a domain's timeline, with `record`, `host`, `from`, `to` and `subdomain`. */
  readonly events: Readonly<Record<DomainEvent, string>>
  readonly domainNews: {
    readonly subject: string
    readonly intro: string
    /** A value that DNS answered. */
    readonly found: string
    /** Above the address of the page. */
    readonly look: string
    /** Why one gets the mail. */
    readonly why: string
  }
  /** DNS records of a domain, and their states (R-DOM-18). */
  readonly records: Readonly<Record<RecordKey, string>>
  readonly dnsStates: Readonly<Record<DnsStatus, string>>
}

/** The mail that tells a member what happened to a domain. */
export function renderDomainNews(
  { domain, changes, url }: DomainNews,
  renderer: Renderer,
  texts: DomainMailTexts,
): PlainMail {
  const { subject, intro, found, look, why } = texts.domainNews
  const lines = changes.map((change) => {
    const line = renderer.render(texts.events[change.event], {
      record: texts.records[change.key],
      host: change.host,
      from: texts.dnsStates[change.from],
      to: texts.dnsStates[change.to],
      subdomain: change.found[0] ?? '',
    })
    const values = change.event === 'STATE' && change.to !== 'VERIFIED' ? change.found : []
    return [
      `- ${line} (${renderer.render('{at:time}', { at: change.at })})`,
      ...values.map((value) => `  ${renderer.render(found, { found: oneLine(value) })}`),
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
