import type { DomainMailTexts } from '../domain-news.js'

export default {
  events: {
    STATE: '{record}: {to}, war {from}',
    SIGNING: '{record} signiert ab jetzt ausgehende E-Mails',
    NEW_KEY: '{record} hat einen neuen Schlüssel: Veröffentlichen Sie den neuen Wert unter {host}',
    OWNERSHIP_GAINED: 'Dieser Name gehört jetzt Ihrer Organisation',
    OWNERSHIP_LOST: 'Dieser Name gehört Ihrer Organisation nicht mehr',
    SUBDOMAIN_VERIFIED: 'Eine andere Organisation hat nachgewiesen, dass ihr {subdomain} gehört',
  },
  domainNews: {
    subject: '{domain}: Neues aus dem DNS',
    intro: 'Bei {domain} hat sich etwas geändert:',
    found: 'Gefunden: {found}',
    look: 'Die Einträge und was zu tun ist:',
    why: 'Sie erhalten diese E-Mail, weil Sie E-Mail-Einstellungen ändern dürfen, und zu jeder Änderung nur einmal.',
  },
  records: {
    OWNERSHIP: 'Eigentumsnachweis',
    MX: 'Eingang (MX)',
    'DKIM:mr1': 'DKIM 1 (mr1)',
    'DKIM:mr2': 'DKIM 2 (mr2)',
    MAIL_FROM_MX: 'MAIL FROM (MX)',
    MAIL_FROM_SPF: 'SPF von MAIL FROM',
    SPF: 'SPF',
    DMARC: 'DMARC',
  },
  dnsStates: {
    NOT_STARTED: 'nicht eingerichtet',
    PENDING: 'noch nicht gefunden',
    VERIFIED: 'gefunden',
    AT_RISK: 'gefährdet',
    FAILED: 'falsch oder nicht vorhanden',
    UNKNOWN: 'noch keine Antwort',
    NOT_REQUIRED: 'nicht nötig',
  },
} satisfies DomainMailTexts
