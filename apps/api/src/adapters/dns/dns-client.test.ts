import type { DnsAnswer, DnsQuestion } from '@mailroom/core'
import { describe, expect, it } from 'vitest'
import { DnsServer, type Fault } from '../../../test/dns-server.js'
import { askAll, DnsClient, type DnsOptions } from './dns-client.js'

const NAME = '_mailroom-challenge.shop.example'
const TXT: DnsQuestion = { name: NAME, type: 'TXT' }

async function withServer<T>(use: (server: DnsServer) => Promise<T>): Promise<T> {
  const server = await DnsServer.start()
  try {
    server.set(NAME, 'TXT', 'token')
    return await use(server)
  } finally {
    await server.stop()
  }
}

function ask(server: DnsServer, question = TXT, options: Partial<DnsOptions> = {}): Promise<DnsAnswer> {
  const client = new DnsClient({ servers: [server.address], allowedNetworks: [], ...options })
  return client.open('shop.example').ask(question)
}

const none = (reason: string) => ({ kind: 'NONE', reason, owner: NAME })
const silent = (reason: string) => ({ kind: 'NO_ANSWER', reason })
const token = { kind: 'ANSWER', values: ['token'], owner: NAME }

describe('faults of a server (R-DOM-10)', () => {
  const cases: [Fault, object][] = [
    ['servfail', silent('SERVFAIL')],
    ['refused', silent('REFUSED')],
    ['nxdomain', none('NXDOMAIN')],
    ['nodata', none('NODATA')],
    ['referral', silent('REFUSED')],
    ['drop', silent('TIMEOUT')],
    ['truncated', token],
    ['chunked', token],
    ['wrong-id', silent('TIMEOUT')],
    ['wrong-question', silent('TIMEOUT')],
    ['foreign-owner', silent('MALFORMED')],
    ['mixed-case', token],
    ['cname-loop', silent('CNAME_LOOP')],
    ['malformed', silent('MALFORMED')],
    ['compression-loop', silent('MALFORMED')],
    ['wrong-source', silent('TIMEOUT')],
    ['cut', silent('TIMEOUT')],
    ['lame', silent('REFUSED')],
    ['slow', silent('TIMEOUT')],
    ['no-edns', token],
  ]
  it.concurrent.each(cases)('%s', async (fault, expected) => {
    const answer = await withServer(async (server) => {
      server.fail(fault)
      return ask(server)
    })
    expect(answer).toMatchObject(expected)
  })

  it('reads 60 kB in pieces of a few bytes', async () => {
    const answer = await withServer(async (server) => {
      server.set(NAME, 'TXT', ...Array.from({ length: 200 }, (_, i) => `${i}`.padEnd(240, 'x')))
      server.fail('chunked')
      return ask(server)
    })
    expect(answer.kind === 'ANSWER' && answer.values.length).toBe(200)
  })

  it('reads 60 kB over TCP', async () => {
    const answer = await withServer(async (server) => {
      server.fail('huge')
      return ask(server)
    })
    expect(answer.kind === 'ANSWER' && answer.values.length).toBe(200)
  })

  it('reads one record of 60 kB, and 500 of them', async () => {
    await withServer(async (server) => {
      server.fail('long')
      const one = await ask(server)
      expect(one.kind === 'ANSWER' && one.values.map(({ length }) => length)).toEqual([60_000])
      server.heal()
      server.fail('many')
      const many = await ask(server)
      expect(many.kind === 'ANSWER' && many.values.length).toBe(500)
    })
  })

  it('takes bytes without sense for no answer, whatever they are', async () => {
    await withServer(async (server) => {
      server.fail('garbage')
      for (let i = 0; i < 50; i++) expect((await ask(server, TXT, { tryMilliseconds: 30 })).kind).toBe('NO_ANSWER')
    })
  })

  it('takes a server that refuses connections for silent, at once', async () => {
    const server = await DnsServer.start()
    await server.stop()
    expect(await ask(server, TXT, { tryMilliseconds: 60_000 })).toEqual(silent('TIMEOUT'))
  })

  it('takes an address that cannot be reached for silent', async () => {
    const client = new DnsClient({ servers: ['[100::1]:53', '[::ffff:0:1]:9'], allowedNetworks: [] })
    expect(await client.open('shop.example').ask(TXT)).toEqual(silent('TIMEOUT'))
  })

  it('asks the next server where the first fails', async () => {
    await withServer(async (good) =>
      withServer(async (bad) => {
        bad.fail('servfail')
        expect(await ask(good, TXT, { servers: [bad.address, good.address] })).toMatchObject(token)
      }),
    )
  })
})

describe('what a server says', () => {
  it('keeps the dot of a null MX (R-DOM-6)', async () => {
    const answer = await withServer(async (server) => {
      server.set('shop.example', 'MX', '0 .')
      return ask(server, { name: 'shop.example', type: 'MX' })
    })
    expect(answer).toMatchObject({ kind: 'ANSWER', values: ['0 .'] })
  })

  it('joins the strings of a TXT record and says who answered', async () => {
    const long = 'k'.repeat(700)
    const answer = await withServer(async (server) => {
      server.set(NAME, 'TXT', long, 'other')
      return ask(server)
    })
    expect(answer).toEqual({
      kind: 'ANSWER',
      values: [long, 'other'],
      owner: NAME,
      source: '127.0.0.1 (authoritative)',
    })
  })

  it('gives MX with the preference and addresses as text', async () => {
    await withServer(async (server) => {
      server.set('shop.example', 'MX', '10 MX.Mailroom.Example', '20 mx.other.example')
      server.set('shop.example', 'AAAA', '2001:db8::1')
      const mx = await ask(server, { name: 'shop.example', type: 'MX' })
      const aaaa = await ask(server, { name: 'shop.example', type: 'AAAA' })
      expect(mx).toMatchObject({ values: ['10 mx.mailroom.example', '20 mx.other.example'] })
      expect(aaaa).toMatchObject({ values: ['2001:db8::1'] })
    })
  })

  it('follows CNAMEs, names the last owner and does not follow a question for CNAME', async () => {
    await withServer(async (server) => {
      server.set(NAME, 'CNAME', 'proof.elsewhere.example')
      server.set(NAME, 'TXT')
      server.set('proof.elsewhere.example', 'TXT', 'token')
      expect(await ask(server)).toMatchObject({ values: ['token'], owner: 'proof.elsewhere.example' })
      const alias = await ask(server, { name: NAME, type: 'CNAME' })
      expect(alias).toMatchObject({ values: ['proof.elsewhere.example'], owner: NAME })
    })
  })

  it('asks for the target where the reply leaves it out, and gives up on long chains', async () => {
    await withServer(async (server) => {
      server.set(NAME, 'TXT')
      server.set(NAME, 'CNAME', 'gone.example')
      expect(await ask(server)).toMatchObject({ kind: 'NONE', reason: 'NXDOMAIN', owner: 'gone.example' })
      for (let i = 0; i < 20; i++) server.set(`c${i}.example`, 'CNAME', `c${i + 1}.example`)
      server.set('c20.example', 'TXT', 'end')
      server.set(NAME, 'CNAME', 'c0.example')
      expect(['ANSWER', 'NO_ANSWER']).toContain((await ask(server)).kind)
    })
  })

  it('does not ask names that fit into no message', async () => {
    await withServer(async (server) => {
      expect(await ask(server, { name: `${'a'.repeat(64)}.example`, type: 'TXT' })).toEqual(silent('MALFORMED'))
      expect(await ask(server, { name: 'a..example', type: 'TXT' })).toEqual(silent('MALFORMED'))
      expect(server.asked).toEqual([])
    })
  })

  it('asks one question once a check, and sends at most 40 messages', async () => {
    await withServer(async (server) => {
      const lookup = new DnsClient({ servers: [server.address], allowedNetworks: [] }).open('shop.example')
      await Promise.all([lookup.ask(TXT), lookup.ask({ ...TXT, name: NAME.toUpperCase() })])
      const names = Array.from({ length: 60 }, (_, i) => `n${i}.shop.example`)
      const answers = await Promise.all(names.map((name) => lookup.ask({ name, type: 'TXT' })))
      expect(server.asked).toHaveLength(40)
      expect(answers.filter(({ kind }) => kind === 'NO_ANSWER')).toHaveLength(21)
    })
  })

  it('asks until nothing is missing', async () => {
    await withServer(async (server) => {
      server.set('next.example', 'TXT', 'end')
      const lookup = new DnsClient({ servers: [server.address], allowedNetworks: [] }).open('shop.example')
      const next: DnsQuestion = { name: 'next.example', type: 'TXT' }
      const answers = await askAll(lookup, (known) => (!known(TXT) ? [TXT] : !known(next) ? [next] : []))
      expect(answers(next)).toMatchObject({ values: ['end'] })
    })
  })
})

describe("a zone's own servers (R-DOM-15)", () => {
  /** A resolver that knows where the zone is, and the zone's server; both hold different tokens. */
  async function withZone<T>(
    use: (zone: DnsServer, resolver: DnsServer, question: () => Promise<DnsAnswer>) => Promise<T>,
  ) {
    return withServer((zone) =>
      withServer(async (resolver) => {
        resolver.authoritative = false
        resolver.set(NAME, 'TXT', 'cached')
        resolver.set('shop.example', 'NS', 'ns.shop.example')
        resolver.set('ns.shop.example', 'A', '127.0.0.1')
        const options = { servers: [], resolvers: [resolver.address], allowedNetworks: ['127.0.0.0/8'] }
        return use(zone, resolver, () => ask(zone, TXT, { ...options, authoritativePort: zone.port }))
      }),
    )
  }
  const cached = { kind: 'ANSWER', values: ['cached'], source: '127.0.0.1 (resolver)' }

  it('decide', async () => {
    await withZone(async (_zone, resolver, question) => {
      expect(await question()).toMatchObject({ values: ['token'], source: '127.0.0.1 (authoritative)' })
      expect(resolver.asked.map(({ type }) => type)).toEqual(['NS', 'A'])
    })
  })

  it('are found above the domain, by the SOA record of a negative answer', async () => {
    await withZone(async (zone, resolver) => {
      resolver.set('shop.example', 'SOA', 'ns.shop.example')
      const options = { servers: [], resolvers: [resolver.address], allowedNetworks: ['127.0.0.0/8'] }
      const client = new DnsClient({ ...options, authoritativePort: zone.port })
      expect(await client.open('a.b.c.shop.example').ask(TXT)).toMatchObject({ values: ['token'] })
      expect(resolver.asked.map(({ name, type }) => `${name} ${type}`)).toEqual([
        'a.b.c.shop.example NS',
        'shop.example NS',
        'ns.shop.example A',
      ])
    })
  })

  it.each<Fault>(['refused', 'referral', 'servfail', 'drop', 'malformed'])(
    'leave it to the resolver: %s',
    async (fault) => {
      await withZone(async (zone, _resolver, question) => {
        zone.fail(fault)
        expect(await question()).toMatchObject(cached)
      })
    },
  )

  it('count only with the AA bit', async () => {
    await withZone(async (zone, _resolver, question) => {
      zone.authoritative = false
      expect(await question()).toMatchObject(cached)
    })
  })

  it('do not speak for a name outside the zone', async () => {
    await withZone(async (zone, resolver, question) => {
      zone.set(NAME, 'TXT')
      zone.set(NAME, 'CNAME', 'attacker.test')
      zone.set('attacker.test', 'TXT', 'token')
      resolver.set(NAME, 'TXT')
      resolver.set(NAME, 'CNAME', 'attacker.test')
      resolver.set('attacker.test', 'TXT', 'cached')
      expect(await question()).toMatchObject({ ...cached, owner: 'attacker.test' })
    })
  })

  it('are not asked at private addresses that nobody allowed', async () => {
    await withZone(async (zone, resolver) => {
      const options = {
        servers: [],
        resolvers: [resolver.address],
        authoritativePort: zone.port,
        allowedNetworks: ['10.0.0.0/8'],
      }
      expect(await ask(zone, TXT, options)).toMatchObject(cached)
      expect(zone.asked).toEqual([])
    })
  })
})

it('uses at most 20 sockets for any number of checks, each within 15 seconds', async () => {
  await withServer(async (server) => {
    server.fail('slow')
    server.slowness = 200
    const client = new DnsClient({ servers: [server.address], allowedNetworks: [] })
    const lookups = Array.from({ length: 10 }, (_, i) => client.open(`d${i}.example`))
    const questions = lookups.flatMap((l) =>
      ['a', 'b', 'c', 'd', 'e'].map((x) => l.ask({ name: `${x}.example`, type: 'TXT' })),
    )
    await Promise.all(questions)
    expect(server.peak).toBe(20)
  })
})

it('asks nothing more once closed', async () => {
  await withServer(async (server) => {
    const client = new DnsClient({ servers: [server.address], allowedNetworks: [] })
    client.close()
    expect(await client.open('shop.example').ask(TXT)).toEqual(silent('TIMEOUT'))
    expect(server.asked).toEqual([])
  })
})
