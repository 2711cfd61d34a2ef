import type { DomainMailTexts } from '../domain-news.js'

export default {
  events: {
    STATE: '{record}: {to}, was {from}',
    SIGNING: '{record} signs outgoing email from now on',
    NEW_KEY: '{record} has a new key: publish the new value at {host}',
    OWNERSHIP_GAINED: 'Your organisation is the owner of this name now',
    OWNERSHIP_LOST: 'Your organisation is no longer the owner of this name',
    SUBDOMAIN_VERIFIED: 'Another organisation has proved that {subdomain} belongs to it',
  },
  domainNews: {
    subject: '{domain}: news from DNS',
    intro: 'Something has changed at {domain}:',
    found: 'Found: {found}',
    look: 'See the records, and what to do:',
    why: 'You get this email because you may change email settings. You get it once for each change.',
  },
  records: {
    OWNERSHIP: 'Ownership',
    MX: 'Inbound mail (MX)',
    'DKIM:mr1': 'DKIM 1 (mr1)',
    'DKIM:mr2': 'DKIM 2 (mr2)',
    MAIL_FROM_MX: 'MAIL FROM (MX)',
    MAIL_FROM_SPF: 'SPF of MAIL FROM',
    SPF: 'SPF',
    DMARC: 'DMARC',
  },
  dnsStates: {
    NOT_STARTED: 'not set up',
    PENDING: 'not found yet',
    VERIFIED: 'found',
    AT_RISK: 'at risk',
    FAILED: 'wrong or missing',
    UNKNOWN: 'no answer yet',
    NOT_REQUIRED: 'not needed',
  },
} satisfies DomainMailTexts
