import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DNS_PROVIDERS, dnsProviderByKey, dnsProviderOf, relativeHost, zoneOf } from './dns-provider.js'

describe('R-DOM-16 who serves the zone, by its NS records', () => {
  test.each([
    ['CLOUDFLARE', 'ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'],
    ['ROUTE_53', 'ns-2048.awsdns-64.com', 'ns-1536.awsdns-00.co.uk', 'ns-0.awsdns-00.net', 'ns-1024.awsdns-00.org'],
    ['AZURE', 'ns1-03.azure-dns.com', 'ns2-03.azure-dns.net', 'ns3-03.azure-dns.org', 'ns4-03.azure-dns.info'],
    ['GOOGLE_CLOUD', 'ns-cloud-a1.googledomains.com'],
    ['GODADDY', 'ns45.domaincontrol.com'],
    ['NAMECHEAP', 'dns1.registrar-servers.com'],
    ['IONOS', 'ns1045.ui-dns.de', 'ns1100.ui-dns.com', 'ns1061.ui-dns.org', 'ns1025.ui-dns.biz'],
    ['HETZNER', 'hydrogen.ns.hetzner.com', 'oxygen.ns.hetzner.com', 'helium.ns.hetzner.de'],
    ['HETZNER', 'ns1.your-server.de', 'ns.second-ns.com', 'ns3.second-ns.de'],
    ['OVH', 'dns104.ovh.net', 'ns104.ovh.net'],
    ['GANDI', 'ns-12-a.gandi.net'],
    ['DIGITALOCEAN', 'ns1.digitalocean.com'],
    ['PORKBUN', 'curitiba.ns.porkbun.com'],
    ['NETLIFY', 'dns1.p01.nsone.net'],
    ['VERCEL', 'ns1.vercel-dns.com'],
    ['STRATO', 'shades01.rzone.de', 'docks02.rzone.de'],
    ['INFOMANIAK', 'ns11.infomaniak.ch', 'nsany1.infomaniak.com'],
    ['LINODE', 'ns1.linode.com'],
    ['DNSIMPLE', 'ns1.dnsimple.com', 'ns2.dnsimple-edge.net'],
    ['SQUARESPACE', 'ns-a1.squarespacedns.com'],
    ['WIX', 'ns0.wixdns.net'],
    ['HOSTINGER', 'ns1.dns-parking.com'],
    ['NETCUP', 'root-dns.netcup.net'],
    ['INWX', 'ns.inwx.de', 'ns2.inwx.de', 'ns3.inwx.eu'],
    ['ALL_INKL', 'ns5.kasserver.com'],
    ['UNITED_DOMAINS', 'ns.udag.de', 'ns.udag.net'],
    ['DESEC', 'ns1.desec.io', 'ns2.desec.org'],
  ])('%s', (key, ...servers) => {
    expect(dnsProviderOf(servers)?.key).toBe(key)
    for (const server of servers) expect(dnsProviderOf([`${server.toUpperCase()}.`])?.key, server).toBe(key)
  })

  test('every provider has a case above, a key of its own and a menu', () => {
    const keys = DNS_PROVIDERS.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { key, menu } of DNS_PROVIDERS) {
      expect(key).toMatch(/^[A-Z0-9_]+$/)
      expect(menu).not.toBe('')
      expect(dnsProviderByKey(key)?.key).toBe(key)
    }
    expect(dnsProviderByKey('NOBODY')).toBeNull()
    expect(dnsProviderByKey(null)).toBeNull()
  })

  test.each([
    ['nobody known', ['ns1.example.com']],
    ['no server', []],
    ['a name that only contains the other one', ['ns.cloudflare.com.evil.example', 'xns.cloudflare.com.example']],
    ['a label that only ends alike', ['ns1.notovh.net', 'evildomaincontrol.com']],
    ['servers of two companies', ['ns1.digitalocean.com', 'dns104.ovh.net']],
  ])('%s is nobody', (_, servers) => expect(dnsProviderOf(servers)).toBeNull())

  test('a server that nobody knows beside known ones changes nothing', () =>
    expect(dnsProviderOf(['ns1.digitalocean.com', 'ns.own.example'])?.key).toBe('DIGITALOCEAN'))
})

describe('hosts relative to their zone', () => {
  test.each([
    ['_dmarc.support.example.com', 'example.com', '_dmarc.support'],
    ['example.com', 'example.com', '@'],
    ['support.example.com', 'support.example.com', '@'],
    ['notexample.com', 'example.com', 'notexample.com'],
  ])('%s in %s is %s', (host, zone, typed) => expect(relativeHost(host, zone)).toBe(typed))

  test('where the zone itself is typed as nothing', () => expect(relativeHost('a.example', 'a.example', '')).toBe(''))

  const label = fc.stringMatching(/^[a-z0-9_]{1,10}$/)
  test('the zone appended again is the host', () =>
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), label, (labels, last) => {
        const zone = `${last}.example`
        const host = `${labels.join('.')}.${zone}`
        expect(`${relativeHost(host, zone)}.${zone}`).toBe(host)
      }),
    ))

  const found = (name: string) => ({ name, nameServers: ['ns1.digitalocean.com'] })
  test.each([
    ['support.example.com', null, 'example.com', undefined],
    ['support.example.co.uk', null, 'example.co.uk', undefined],
    ['support.example.com', found('example.com'), 'example.com', 'DIGITALOCEAN'],
    ['a.support.example.com', found('support.example.com'), 'support.example.com', 'DIGITALOCEAN'],
    ['support.example.com', found('other.example'), 'example.com', undefined],
    ['unregistered.co.uk', found('co.uk'), 'unregistered.co.uk', undefined],
  ])('the zone of %s, found %j, is %s', (domain, zone, expected, provider) => {
    const { zone: name, provider: by } = zoneOf(domain, zone)
    expect([name, by?.key]).toEqual([expected, provider])
  })
})
