import type { PlainMail } from './domain-news.js'
import type { Locale } from './locale.js'

/** What a person is told of their own account. */
export type AccountEvent =
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'SECOND_FACTOR_ON'
  | 'SECOND_FACTOR_OFF'
  | 'RECOVERY_CODES_RENEWED'
  | 'NEW_DEVICE'
  | 'LOCKED_OUT'

/** What happened to an account, when and from where. */
export interface AccountNews {
  readonly event: AccountEvent
  /** ISO 8601. */
  readonly at: string
  /** Address that the request came from; null: unknown. */
  readonly ip: string | null
  /** Browser and system, readable; null: unknown. */
  readonly device: string | null
}

interface Texts {
  readonly events: Readonly<Record<AccountEvent, readonly [subject: string, text: string]>>
  readonly when: string
  readonly from: string
  readonly unknown: string
  readonly advice: string
}

const TEXTS: Readonly<Record<Locale, Texts>> = {
  en: {
    events: {
      PASSWORD_CHANGED: ['Your password was changed', 'The password of your Mailroom account was changed.'],
      PASSWORD_RESET: [
        'Your password was set anew',
        'The password of your Mailroom account was set anew by a link. All sessions have ended.',
      ],
      SECOND_FACTOR_ON: [
        'Your second factor is on',
        'From now on, signing in to your Mailroom account asks for a code of an authenticator app.',
      ],
      SECOND_FACTOR_OFF: [
        'Your second factor is off',
        'Signing in to your Mailroom account no longer asks for a code: the password is enough.',
      ],
      RECOVERY_CODES_RENEWED: [
        'You have new recovery codes',
        'New recovery codes were made for your Mailroom account. Those of before are void.',
      ],
      NEW_DEVICE: [
        'Signed in from a new device',
        'Your Mailroom account was signed in to from a device we do not know.',
      ],
      LOCKED_OUT: [
        'Too many attempts to sign in',
        'Somebody has tried too often to sign in to your Mailroom account. Further attempts from devices we do not know are slowed down; nobody has got in by them.',
      ],
    },
    when: 'When: {at} (UTC)',
    from: 'From: {from}',
    unknown: 'unknown',
    advice: 'If it was you, do nothing. If not, change your password and tell whoever runs Mailroom for you.',
  },
  de: {
    events: {
      PASSWORD_CHANGED: ['Ihr Passwort wurde geändert', 'Das Passwort Ihres Mailroom-Kontos wurde geändert.'],
      PASSWORD_RESET: [
        'Ihr Passwort wurde neu gesetzt',
        'Das Passwort Ihres Mailroom-Kontos wurde über einen Link neu gesetzt. Alle Sitzungen sind beendet.',
      ],
      SECOND_FACTOR_ON: [
        'Ihr zweiter Faktor ist eingeschaltet',
        'Beim Anmelden an Ihrem Mailroom-Konto wird ab jetzt ein Code der Authenticator-App verlangt.',
      ],
      SECOND_FACTOR_OFF: [
        'Ihr zweiter Faktor ist ausgeschaltet',
        'Beim Anmelden an Ihrem Mailroom-Konto wird kein Code mehr verlangt: Das Passwort genügt.',
      ],
      RECOVERY_CODES_RENEWED: [
        'Sie haben neue Wiederherstellungscodes',
        'Für Ihr Mailroom-Konto wurden neue Wiederherstellungscodes erzeugt. Die bisherigen gelten nicht mehr.',
      ],
      NEW_DEVICE: [
        'Anmeldung von einem neuen Gerät',
        'An Ihrem Mailroom-Konto hat sich jemand von einem Gerät angemeldet, das wir nicht kennen.',
      ],
      LOCKED_OUT: [
        'Zu viele Anmeldeversuche',
        'Jemand hat zu oft versucht, sich an Ihrem Mailroom-Konto anzumelden. Weitere Versuche von unbekannten Geräten werden gebremst; hineingekommen ist dadurch niemand.',
      ],
    },
    when: 'Wann: {at} (UTC)',
    from: 'Von: {from}',
    unknown: 'unbekannt',
    advice:
      'Wenn Sie das waren, tun Sie nichts. Sonst ändern Sie Ihr Passwort, und melden Sie es denen, die Mailroom für Sie betreiben.',
  },
  fr: {
    events: {
      PASSWORD_CHANGED: ['Votre mot de passe a changé', 'Le mot de passe de votre compte Mailroom a été modifié.'],
      PASSWORD_RESET: [
        'Votre mot de passe a été redéfini',
        'Le mot de passe de votre compte Mailroom a été redéfini par un lien. Toutes les sessions sont terminées.',
      ],
      SECOND_FACTOR_ON: [
        'Votre second facteur est activé',
        'La connexion à votre compte Mailroom demande désormais un code de l’application d’authentification.',
      ],
      SECOND_FACTOR_OFF: [
        'Votre second facteur est désactivé',
        'La connexion à votre compte Mailroom ne demande plus de code : le mot de passe suffit.',
      ],
      RECOVERY_CODES_RENEWED: [
        'Vous avez de nouveaux codes de secours',
        'De nouveaux codes de secours ont été créés pour votre compte Mailroom. Les précédents ne sont plus valables.',
      ],
      NEW_DEVICE: [
        'Connexion depuis un nouvel appareil',
        'Quelqu’un s’est connecté à votre compte Mailroom depuis un appareil que nous ne connaissons pas.',
      ],
      LOCKED_OUT: [
        'Trop de tentatives de connexion',
        'Quelqu’un a essayé trop souvent de se connecter à votre compte Mailroom. Les tentatives suivantes depuis des appareils inconnus sont ralenties ; personne n’est entré ainsi.',
      ],
    },
    when: 'Quand : {at} (UTC)',
    from: 'Depuis : {from}',
    unknown: 'inconnu',
    advice:
      'Si c’était vous, ne faites rien. Sinon, changez votre mot de passe et prévenez les opérateurs de Mailroom.',
  },
}

/** The mail that tells a person what happened to their account: without any secret, and without a link. */
export function accountMail({ event, at, ip, device }: AccountNews, locale: Locale): PlainMail {
  const { events, when, from, unknown, advice } = TEXTS[locale]
  const [subject, text] = events[event]
  const place = [ip, device].filter((each) => each !== null).join(', ') || unknown
  const time = at.slice(0, 19).replace('T', ' ')
  const facts = [when.replace('{at}', () => time), from.replace('{from}', () => place)]
  return { subject: `Mailroom: ${subject}`, text: `${text}\n\n${facts.join('\n')}\n\n${advice}\n` }
}
