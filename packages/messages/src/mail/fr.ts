import type { DomainMailTexts } from '../domain-news.js'

export default {
  events: {
    STATE: '{record} : {to}, auparavant {from}',
    SIGNING: '{record} signe désormais les e-mails sortants',
    NEW_KEY: '{record} a une nouvelle clé : publiez la nouvelle valeur sous {host}',
    OWNERSHIP_GAINED: 'Ce nom appartient maintenant à votre organisation',
    OWNERSHIP_LOST: 'Ce nom n’appartient plus à votre organisation',
    SUBDOMAIN_VERIFIED: 'Une autre organisation a prouvé que {subdomain} lui appartient',
  },
  domainNews: {
    subject: '{domain} : du nouveau dans le DNS',
    intro: 'Quelque chose a changé pour {domain} :',
    found: 'Trouvé : {found}',
    look: 'Voir les enregistrements et que faire :',
    why: 'Vous recevez cet e-mail parce que vous pouvez modifier les paramètres e-mail, une seule fois par changement.',
  },
  records: {
    OWNERSHIP: 'Preuve de propriété',
    MX: 'Réception (MX)',
    'DKIM:mr1': 'DKIM 1 (mr1)',
    'DKIM:mr2': 'DKIM 2 (mr2)',
    MAIL_FROM_MX: 'MAIL FROM (MX)',
    MAIL_FROM_SPF: 'SPF de MAIL FROM',
    SPF: 'SPF',
    DMARC: 'DMARC',
  },
  dnsStates: {
    NOT_STARTED: 'non configuré',
    PENDING: 'pas encore trouvé',
    VERIFIED: 'trouvé',
    AT_RISK: 'menacé',
    FAILED: 'faux ou absent',
    UNKNOWN: 'pas encore de réponse',
    NOT_REQUIRED: 'non requis',
  },
} satisfies DomainMailTexts
