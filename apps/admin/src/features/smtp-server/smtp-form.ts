import { SMTP_DEFAULTS, SMTP_PORTS, type SmtpServerDraft } from '@mailroom/core'
import type { SmtpSecurity, SmtpServerRowFragment } from '@/gql/graphql'

const MEGABYTE = 1_048_576

/** What becomes of the password: the stored one stays, another one is typed, or there is none any more. */
export type PasswordAction = 'KEEP' | 'SET' | 'REMOVE'

/** What the form holds. */
export interface SmtpServerForm {
  name: string
  host: string
  port: number | null
  security: SmtpSecurity
  user: string
  passwordAction: PasswordAction
  password: string
  megabytes: number | null
  keepAlive: boolean
  idleSeconds: number | null
}

/** The form of a server as it is stored; without one that of a new server. */
export function toForm(server?: SmtpServerRowFragment): SmtpServerForm {
  return {
    name: server?.name ?? '',
    host: server?.host ?? '',
    port: server?.port ?? SMTP_PORTS.STARTTLS,
    security: server?.security ?? 'STARTTLS',
    user: server?.user ?? '',
    passwordAction: server?.passwordSet ? 'KEEP' : 'SET',
    password: '',
    megabytes: Math.round((server?.maxMessageBytes ?? SMTP_DEFAULTS.maxMessageBytes) / MEGABYTE),
    keepAlive: server?.keepAlive ?? SMTP_DEFAULTS.keepAlive,
    idleSeconds: server?.idleSeconds ?? SMTP_DEFAULTS.idleSeconds,
  }
}

/** What the API and core take. A size that nobody has touched stays to the byte. */
export function toDraft(form: SmtpServerForm, server?: SmtpServerRowFragment) {
  const isSizeKept = server !== undefined && form.megabytes === toForm(server).megabytes
  return {
    name: form.name,
    host: form.host,
    port: form.port,
    security: form.security,
    user: form.user.trim() === '' ? null : form.user,
    ...passwordOf(form),
    ...(isSizeKept ? {} : { maxMessageBytes: form.megabytes === null ? null : form.megabytes * MEGABYTE }),
    keepAlive: form.keepAlive,
    idleSeconds: form.idleSeconds,
  } satisfies SmtpServerDraft
}

/** Where security follows a new choice, so does a port that was the usual one. */
export function portFor(security: SmtpSecurity, before: SmtpSecurity, port: number | null): number | null {
  return port === SMTP_PORTS[before] ? SMTP_PORTS[security] : port
}

/** Nothing typed says nothing of the password; without TLS there is none to send. */
function passwordOf({ passwordAction, password, security }: SmtpServerForm): { password?: string | null } {
  if (passwordAction === 'REMOVE') return { password: null }
  return passwordAction === 'SET' && password !== '' && security !== 'NONE' ? { password } : {}
}
