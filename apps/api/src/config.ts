import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { normaliseHost, parseMailbox, type Mailbox } from '@mailroom/core'
import ipaddr from 'ipaddr.js'
import { parseServer } from './adapters/dns/exchange.js'

/** Where the rows are: one file, or a PostgreSQL server. */
export type DatabaseTarget =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: string; readonly ownerUrl: string | null }

/** Everything the environment says, parsed once (`operations.md` documents every variable). */
export interface Config {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** What links use, without a trailing slash; cookies are `Secure` where it is https. Null: from host and port. */
  readonly publicUrl: string | null
  readonly dataDir: string
  readonly database: DatabaseTarget
  /** The keyring for secrets at rest; made with mode 0600 at first start. */
  readonly secretKeyFile: string
  /** First start without a browser; null: the set-up page. */
  readonly admin: { readonly email: string; readonly password: string; readonly organisation: string } | null
  /** Names that DNS records point to (R-DOM-1, R-DOM-6, R-DOM-8, R-DOM-9). */
  readonly platform: {
    readonly root: string
    readonly mxHost: string
    readonly feedbackHost: string
    readonly spfInclude: string
  }
  /** `ip[:port]` of the only servers to ask; empty: the system's. */
  readonly dnsServers: readonly string[]
  /** Private networks (CIDR) that outbound connections may reach. */
  readonly allowedNetworks: readonly string[]
  /** The installation's own mail (invitations, alerts); null: none, links are printed to the log instead. */
  readonly mail: MailConfig | null
  readonly trustedProxies: readonly string[]
  readonly metricsToken: string | null
  readonly logLevel: string
}

/** The relay of the installation's own mail, and who it is from. */
export interface MailConfig {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps:`); otherwise STARTTLS where it is offered, and always before a password. */
  readonly secure: boolean
  readonly credentials: { readonly user: string; readonly password: string } | null
  readonly from: Mailbox
}

/** A mistake in the configuration, to be shown as it is. */
export class ConfigError extends Error {}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the configuration; anything unknown, missing or malformed is a `ConfigError` that names the variable. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const known = new Set<string>()
  const read = (name: string): string | null => {
    known.add(name)
    return environment[name]?.trim() || null
  }
  const dataDir = resolve(read('MAILROOM_DATA_DIR') ?? 'data')
  const root = rootOf(read('MAILROOM_PLATFORM_DOMAIN') ?? 'mailroom.example')
  const config: Config = {
    host: read('MAILROOM_HOST') ?? '127.0.0.1',
    port: portOf(read('MAILROOM_PORT')),
    publicUrl: urlOf(read('MAILROOM_PUBLIC_URL')),
    dataDir,
    database: databaseOf(read('MAILROOM_DATABASE_URL'), read('MAILROOM_DATABASE_OWNER_URL'), dataDir),
    secretKeyFile: resolve(read('MAILROOM_SECRET_KEY_FILE') ?? join(dataDir, 'secret.key')),
    admin: adminOf(read),
    platform: {
      root,
      mxHost: read('MAILROOM_MX_HOST') ?? `mx.${root}`,
      feedbackHost: read('MAILROOM_FEEDBACK_HOST') ?? `feedback.${root}`,
      spfInclude: read('MAILROOM_SPF_INCLUDE') ?? `_spf.${root}`,
    },
    dnsServers: dnsServersOf(listOf(read('MAILROOM_DNS_SERVERS'))),
    allowedNetworks: networksOf(listOf(read('MAILROOM_ALLOW_PRIVATE_NETWORKS'))),
    mail: mailOf(read('MAILROOM_SMTP_URL'), read('MAILROOM_MAIL_FROM')),
    trustedProxies: proxiesOf(listOf(read('MAILROOM_TRUSTED_PROXIES'))),
    metricsToken: read('MAILROOM_METRICS_TOKEN'),
    logLevel: logLevelOf(read('MAILROOM_LOG_LEVEL')),
  }
  refuseUnknown(environment, known)
  return deepFreeze(config)
}

function refuseUnknown(environment: Readonly<Record<string, string | undefined>>, known: ReadonlySet<string>): void {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('MAILROOM_') && !known.has(name))
  if (unknown.length > 0) {
    throw new ConfigError(`Unknown configuration: ${unknown.join(', ')}. Known names: ${[...known].sort().join(', ')}`)
  }
}

function portOf(value: string | null): number {
  if (value === null) return 4000
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535) throw new ConfigError(`MAILROOM_PORT is no port: ${value}`)
  return port
}

function urlOf(value: string | null): string | null {
  if (value === null) return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new ConfigError(`MAILROOM_PUBLIC_URL is no http(s) URL: ${value}`)
  return url.origin
}

function rootOf(value: string): string {
  const host = normaliseHost(value, [])
  if (!host.ok) throw new ConfigError(`MAILROOM_PLATFORM_DOMAIN is no domain name: ${value}`)
  return host.value.ascii
}

function databaseOf(url: string | null, ownerUrl: string | null, dataDir: string): DatabaseTarget {
  if (url === null) return { dialect: 'sqlite', path: join(dataDir, 'mailroom.sqlite') }
  if (url.startsWith('sqlite:')) return { dialect: 'sqlite', path: resolve(url.slice('sqlite:'.length)) }
  if (/^postgres(ql)?:\/\//.test(url)) return { dialect: 'postgres', url, ownerUrl }
  throw new ConfigError('MAILROOM_DATABASE_URL must start with postgres:// or sqlite:')
}

function adminOf(read: (name: string) => string | null): Config['admin'] {
  const email = read('MAILROOM_ADMIN_EMAIL')
  const file = read('MAILROOM_ADMIN_PASSWORD_FILE')
  const password = read('MAILROOM_ADMIN_PASSWORD') ?? (file ? readFileSync(file, 'utf8').trim() : null)
  const organisation = read('MAILROOM_ORGANIZATION')
  if (email && password && organisation) return { email, password, organisation }
  if (!email && !password && !organisation) return null
  throw new ConfigError(
    'MAILROOM_ADMIN_EMAIL, MAILROOM_ADMIN_PASSWORD (or MAILROOM_ADMIN_PASSWORD_FILE) and MAILROOM_ORGANIZATION go together',
  )
}

function mailOf(url: string | null, from: string | null): MailConfig | null {
  if (url === null && from === null) return null
  if (url === null || from === null) throw new ConfigError('MAILROOM_SMTP_URL and MAILROOM_MAIL_FROM go together')
  return { ...relayOf(url), from: fromOf(from) }
}

/** What the URL says is never repeated in a message: it may hold a password. */
function relayOf(value: string): Omit<MailConfig, 'from'> {
  const url = URL.canParse(value) ? new URL(value) : null
  const isRelay = url && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname)
  if (!isRelay || url.search || url.hash || (url.username === '') !== (url.password === ''))
    throw new ConfigError('MAILROOM_SMTP_URL must be smtp://[user:password@]host[:port], or the same with smtps://')
  const secure = url.protocol === 'smtps:'
  const credentials = url.username ? { user: unescaped(url.username), password: unescaped(url.password) } : null
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(url.port) || (secure ? 465 : 587), secure, credentials }
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new ConfigError('MAILROOM_SMTP_URL: a % in user or password is written %25')
  }
}

/** `name@example.com` or `Name <name@example.com>`. */
function fromOf(value: string): Mailbox {
  const [, name, address] = /^(.*)<([^<>]*)>$/.exec(value) ?? ['', '', value]
  const parsed = parseMailbox({ address: address ?? value, name: name?.trim().replace(/^"(.*)"$/, '$1') }, [])
  if (!parsed.ok) throw new ConfigError(`MAILROOM_MAIL_FROM is no address: ${value}`)
  return parsed.value
}

function listOf(value: string | null): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function dnsServersOf(servers: readonly string[]): readonly string[] {
  const wrong = servers.map(parseServer).find(({ address, port }) => isIP(address) === 0 || port > 65_535)
  if (wrong !== undefined)
    throw new ConfigError(`MAILROOM_DNS_SERVERS must list ip[:port], found: ${wrong.address}:${wrong.port}`)
  return servers
}

function networksOf(networks: readonly string[]): readonly string[] {
  const wrong = networks.find((network) => !ipaddr.isValidCIDR(network))
  if (wrong !== undefined) throw new ConfigError(`MAILROOM_ALLOW_PRIVATE_NETWORKS must list CIDR, found: ${wrong}`)
  return networks
}

function proxiesOf(proxies: readonly string[]): readonly string[] {
  const wrong = proxies.find((proxy) => isIP(proxy) === 0 && !ipaddr.isValidCIDR(proxy))
  if (wrong !== undefined) throw new ConfigError(`MAILROOM_TRUSTED_PROXIES must list ip or CIDR, found: ${wrong}`)
  return proxies
}

function logLevelOf(value: string | null): string {
  if (value === null) return 'info'
  if (!LOG_LEVELS.includes(value)) throw new ConfigError(`MAILROOM_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`)
  return value
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member)
    Object.freeze(value)
  }
  return value
}
