import { registrableDomain, isWithin } from './registrable.js'

/** How a host of DNS wants a record to be typed. Left out: as most do. */
export interface DnsEntry {
  /** Whether the host of a record is typed in full or relative to its zone; most hosts want it relative. */
  readonly host?: 'FULL'
  /** What is typed for the zone's own name; left out: `@`. */
  readonly apex?: ''
  /** Texts are typed in quotes, and those of more than 255 characters in parts, each in quotes. */
  readonly quotes?: true
  /** The preference of an MX record stands before its host, not in a field of its own. */
  readonly priorityInValue?: true
  /** The target of an MX record is typed with a dot at its end, or the zone is appended to it. */
  readonly targetDot?: true
  /** It can stand between visitors and a name as a proxy; no record of mail may go through that. */
  readonly proxy?: true
}

/** A company that serves zones (ux.md 3). */
export interface DnsProvider extends DnsEntry {
  /** Stable, in capitals: what the API and texts call it. */
  readonly key: string
  /** Its own name. */
  readonly name: string
  /** Where records are kept in its pages, in its own words. */
  readonly menu: string
  /** Names that those of its servers lie under. */
  readonly servers: readonly (string | RegExp)[]
}

const provider = (
  key: string,
  name: string,
  menu: string,
  servers: readonly (string | RegExp)[],
  entry: DnsEntry = {},
): DnsProvider => ({ key, name, menu, servers, ...entry })

/** The hosts of DNS that are recognised, the best known first. */
export const DNS_PROVIDERS: readonly DnsProvider[] = [
  provider('CLOUDFLARE', 'Cloudflare', 'DNS › Records › Add record', ['ns.cloudflare.com'], { proxy: true }),
  provider('ROUTE_53', 'Amazon Route 53', 'Hosted zones › Create record', [/(^|\.)awsdns-\d+\.(com|net|org|co\.uk)$/], {
    apex: '',
    quotes: true,
    priorityInValue: true,
  }),
  provider('AZURE', 'Azure DNS', 'DNS zones › Recordsets › Add', [/(^|\.)azure-dns\.(com|net|org|info)$/]),
  provider(
    'GOOGLE_CLOUD',
    'Google Cloud DNS',
    'Cloud DNS › Zones › Add standard',
    [/^ns-cloud-[^.]+\.googledomains\.com$/],
    {
      apex: '',
      quotes: true,
      priorityInValue: true,
      targetDot: true,
    },
  ),
  provider('GODADDY', 'GoDaddy', 'Domain › DNS › Add New Record', ['domaincontrol.com']),
  provider('NAMECHEAP', 'Namecheap', 'Manage › Advanced DNS', ['registrar-servers.com']),
  provider('IONOS', 'IONOS', 'Domains & SSL › DNS', [/(^|\.)ui-dns\.(com|de|org|biz)$/]),
  provider('HETZNER', 'Hetzner', 'DNS › Zones › Add record', [
    /(^|\.)ns\.hetzner\.(com|de)$/,
    'your-server.de',
    'second-ns.com',
    'second-ns.de',
  ]),
  provider('OVH', 'OVHcloud', 'Web Cloud › Domain names › DNS zone', ['ovh.net', 'ovh.ca', 'anycast.me'], {
    apex: '',
    targetDot: true,
  }),
  provider('GANDI', 'Gandi', 'Domain › DNS Records › Add record', ['gandi.net']),
  provider('DIGITALOCEAN', 'DigitalOcean', 'Networking › Domains', ['digitalocean.com']),
  provider('PORKBUN', 'Porkbun', 'Domain Management › DNS', ['porkbun.com'], { apex: '' }),
  provider('NETLIFY', 'Netlify (NS1)', 'Domains › DNS records', ['nsone.net']),
  provider('VERCEL', 'Vercel', 'Domains › DNS Records', ['vercel-dns.com'], { apex: '' }),
  provider('STRATO', 'STRATO', 'Domains › Domainverwaltung › DNS', ['rzone.de'], { apex: '' }),
  provider('INFOMANIAK', 'Infomaniak', 'Domain › DNS zone › Add record', ['infomaniak.ch', 'infomaniak.com'], {
    apex: '',
  }),
  provider('LINODE', 'Akamai (Linode)', 'Domains', ['linode.com'], { apex: '' }),
  provider('DNSIMPLE', 'DNSimple', 'Domain › DNS › Record editor', [/(^|\.)dnsimple(-edge)?\.(com|net|org|io)$/], {
    apex: '',
  }),
  provider('SQUARESPACE', 'Squarespace', 'Domains › DNS settings', ['squarespacedns.com']),
  provider('WIX', 'Wix', 'Domains › Manage DNS records', ['wixdns.net'], { apex: '' }),
  provider('HOSTINGER', 'Hostinger', 'Domains › DNS / Nameservers', ['dns-parking.com']),
  provider('NETCUP', 'netcup', 'Domains › DNS', [
    'root-dns.netcup.net',
    'second-dns.netcup.net',
    'third-dns.netcup.net',
  ]),
  provider('INWX', 'INWX', 'Nameserver', [/(^|\.)inwx\.(de|net|eu|com)$/], { apex: '' }),
  provider('ALL_INKL', 'ALL-INKL.COM', 'KAS › Tools › DNS-Einstellungen', ['kasserver.com'], { apex: '' }),
  provider('UNITED_DOMAINS', 'united-domains', 'Domain-Portfolio › DNS', [/(^|\.)udag\.(de|net|org|com)$/]),
  provider('DESEC', 'deSEC', 'Domains', ['desec.io', 'desec.org'], {
    apex: '',
    quotes: true,
    priorityInValue: true,
    targetDot: true,
  }),
]

/** The provider of this key; null: none, or one that is known no longer. */
export function dnsProviderByKey(key: string | null): DnsProvider | null {
  return DNS_PROVIDERS.find((each) => each.key === key) ?? null
}

/**
 * Who serves a zone, by the names of its servers. Null: nobody known, or servers of several companies, each of which
 * would have to be told.
 */
export function dnsProviderOf(nameServers: readonly string[]): DnsProvider | null {
  const names = nameServers.map((name) => name.toLowerCase().replace(/\.$/, ''))
  const found = new Set(names.map((name) => DNS_PROVIDERS.find((each) => serves(each, name))).filter(Boolean))
  const [only] = found
  return found.size === 1 ? (only ?? null) : null
}

function serves({ servers }: DnsProvider, name: string): boolean {
  return servers.some((server) => (typeof server === 'string' ? isWithin(name, server) : server.test(name)))
}

/** The zone of a domain as DNS said at the last check that found it. */
export interface DnsZone {
  /** The name that its NS records belong to. */
  readonly name: string
  /** Names of its servers, at most a few. */
  readonly nameServers: readonly string[]
}

/**
 * The zone that a domain's records are typed into, and who serves it. What is found above the registrable domain is not
 * the domain's: it has no zone yet, and is to get one by the public suffix list.
 */
export function zoneOf(domain: string, found: DnsZone | null): { zone: string; provider: DnsProvider | null } {
  const registrable = registrableDomain(domain)
  const isOwn = found !== null && isWithin(domain, found.name) && isWithin(found.name, registrable)
  return isOwn
    ? { zone: found.name, provider: dnsProviderOf(found.nameServers) }
    : { zone: registrable, provider: null }
}

/** The host of a record as it is typed at a provider that appends the zone's name: `@`, or blank, for the zone itself. */
export function relativeHost(host: string, zone: string, apex = '@'): string {
  if (host === zone) return apex
  return isWithin(host, zone) ? host.slice(0, -zone.length - 1) : host
}
