import type { PlainMail } from './domain-news.js'
import type { Locale } from './locale.js'

/** What an invitation says. */
export interface InvitationMail {
  readonly organisation: string
  /** Who invites, readable. */
  readonly by: string
  readonly link: string
}

type Texts = Readonly<Record<Locale, { readonly subject: string; readonly text: string }>>

const INVITATION: Texts = {
  en: {
    subject: 'Invitation to {organisation} in Mailroom',
    text: '{by} invites you to {organisation} in Mailroom.\n\nOpen this link to join; it works once, for 7 days:\n\n{link}\n\nIf you do not know what this is about, do nothing.\n',
  },
  de: {
    subject: 'Einladung zu {organisation} in Mailroom',
    text: '{by} lädt Sie zu {organisation} in Mailroom ein.\n\nÖffnen Sie diesen Link, um beizutreten; er gilt einmal, 7 Tage lang:\n\n{link}\n\nWenn Sie nicht wissen, worum es geht, tun Sie nichts.\n',
  },
  fr: {
    subject: 'Invitation à rejoindre {organisation} dans Mailroom',
    text: '{by} vous invite à rejoindre {organisation} dans Mailroom.\n\nOuvrez ce lien pour accepter ; il sert une seule fois, pendant 7 jours :\n\n{link}\n\nSi vous ne savez pas de quoi il s’agit, ne faites rien.\n',
  },
}

const RESET: Texts = {
  en: {
    subject: 'A new password for Mailroom',
    text: 'Open this link to set a new password; it works once, for 15 minutes:\n\n{link}\n\nYour old password stays until then.\n',
  },
  de: {
    subject: 'Ein neues Passwort für Mailroom',
    text: 'Öffnen Sie diesen Link, um ein neues Passwort festzulegen; er gilt einmal, 15 Minuten lang:\n\n{link}\n\nBis dahin bleibt Ihr altes Passwort.\n',
  },
  fr: {
    subject: 'Un nouveau mot de passe pour Mailroom',
    text: 'Ouvrez ce lien pour choisir un nouveau mot de passe ; il sert une seule fois, pendant 15 minutes :\n\n{link}\n\nVotre ancien mot de passe reste valable jusque-là.\n',
  },
}

/** What the mail with a link to a domain's records says. */
export interface DnsShareMail {
  readonly organisation: string
  readonly domain: string
  readonly link: string
  /** The day on which the link ends, in the language of the mail. */
  readonly until: string
}

const DNS_SHARE: Texts = {
  en: {
    subject: 'DNS records for {domain}',
    text: 'Hello,\n\n{organisation} wants to send and receive email with {domain} by Mailroom. Please publish the DNS records on this page:\n\n{link}\n\nThe page shows at once what has been found and what is still missing or wrong. You need no account. The link works until {until}; please pass it on only to people who look after the DNS of {domain}.\n\nThank you!\n',
  },
  de: {
    subject: 'DNS-Einträge für {domain}',
    text: 'Guten Tag,\n\n{organisation} möchte mit {domain} über Mailroom E-Mails senden und empfangen. Bitte veröffentlichen Sie die DNS-Einträge auf dieser Seite:\n\n{link}\n\nDie Seite zeigt sofort, was gefunden wurde und was noch fehlt oder falsch ist. Sie brauchen kein Konto. Der Link gilt bis zum {until}; bitte geben Sie ihn nur an Personen weiter, die das DNS von {domain} betreuen.\n\nVielen Dank!\n',
  },
  fr: {
    subject: 'Enregistrements DNS pour {domain}',
    text: 'Bonjour,\n\n{organisation} souhaite envoyer et recevoir des e-mails avec {domain} par Mailroom. Merci de publier les enregistrements DNS de cette page :\n\n{link}\n\nLa page montre aussitôt ce qui a été trouvé et ce qui manque ou est erroné. Aucun compte n’est nécessaire. Le lien est valable jusqu’au {until} ; ne le transmettez qu’aux personnes qui gèrent le DNS de {domain}.\n\nMerci !\n',
  },
}

/** The mail with a link to a domain's records, for whoever keeps its DNS. */
export function dnsShareMail({ organisation, domain, link, until }: DnsShareMail, locale: Locale): PlainMail {
  return filled(DNS_SHARE[locale], { organisation, domain, link, until })
}

/** The mail that invites somebody to an organisation. */
export function invitationMail({ organisation, by, link }: InvitationMail, locale: Locale): PlainMail {
  return filled(INVITATION[locale], { organisation, by, link })
}

/** The mail with the link that sets a new password. */
export function resetMail(link: string, locale: Locale): PlainMail {
  return filled(RESET[locale], { link })
}

function filled(texts: PlainMail, values: Readonly<Record<string, string>>): PlainMail {
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return { subject: fill(texts.subject), text: fill(texts.text) }
}
