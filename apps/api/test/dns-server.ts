import { randomBytes } from 'node:crypto'
import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import packet, { type Answer, type Packet } from 'dns-packet'

/**
 * How the server misbehaves. `chunked` and `truncated` are right answers delivered the hard way; `cut` says TC and has
 * no TCP; `lame` knows nothing and asks nobody; `huge` is 60 kB of records, `long` a record of 60 kB, `many` 500 records.
 */
export type Fault =
  | 'servfail'
  | 'refused'
  | 'nxdomain'
  | 'nodata'
  | 'referral'
  | 'drop'
  | 'truncated'
  | 'chunked'
  | 'wrong-id'
  | 'wrong-question'
  | 'foreign-owner'
  | 'mixed-case'
  | 'cname-loop'
  | 'malformed'
  | 'garbage'
  | 'compression-loop'
  | 'wrong-source'
  | 'cut'
  | 'lame'
  | 'many'
  | 'long'
  | 'huge'
  | 'slow'
  | 'no-edns'

/** A question that was asked, in the order of arrival. */
export interface Asked {
  readonly name: string
  readonly type: string
  readonly tcp: boolean
}

type Kind = 'TXT' | 'MX' | 'CNAME' | 'A' | 'AAAA' | 'NS' | 'SOA'

/**
 * A DNS server for tests on loopback, UDP and TCP on one port. Its zone data and its faults may be changed at any time.
 * A name without records is NXDOMAIN unless another name lies under it, or `*` stands at the nearest name that exists.
 */
export class DnsServer {
  readonly asked: Asked[] = []
  /** Most TCP connections and unanswered questions at one moment. */
  peak = 0
  /** Whether answers carry the AA bit. */
  authoritative = true
  /** Whether answers carry the RA bit. */
  recursive = true
  /** Milliseconds that the fault `slow` waits. */
  slowness = 5000

  readonly #records = new Map<string, Answer[]>()
  readonly #connections = new Set<Socket>()
  readonly #faults: { fault: Fault; name: string | undefined }[] = []
  #open = 0
  #stopped = false

  private constructor(
    readonly port: number,
    private readonly udp: UdpSocket,
    private readonly tcp: Server,
  ) {}

  /** Starts on a free port of 127.0.0.1. */
  static async start(): Promise<DnsServer> {
    const tcp = createServer()
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
    const { port } = tcp.address() as AddressInfo
    const udp = createSocket('udp4')
    await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve))
    const server = new DnsServer(port, udp, tcp)
    server.#listen()
    return server
  }

  /** `ip:port`, as `MAILROOM_DNS_SERVERS` takes it. */
  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  /** Replaces the records of a name and type; TXT strings longer than 255 octets are split. MX: "10 host". */
  set(name: string, type: Kind, ...values: string[]): void {
    const key = name.toLowerCase()
    const others = (this.#records.get(key) ?? []).filter((record) => record.type !== type)
    this.#records.set(key, [...others, ...values.map((value) => toAnswer(name, type, value))])
  }

  /** Adds a record beside those of the name and type. */
  add(name: string, type: Kind, value: string): void {
    const key = name.toLowerCase()
    this.#records.set(key, [...(this.#records.get(key) ?? []), toAnswer(name, type, value)])
  }

  /** Removes a name with all its records, or everything. */
  clear(name?: string): void {
    if (name === undefined) this.#records.clear()
    else this.#records.delete(name.toLowerCase())
  }

  /** Misbehaves for one name or for all, until `heal`. */
  fail(fault: Fault, name?: string): void {
    this.#faults.unshift({ fault, name: name?.toLowerCase() })
  }

  heal(): void {
    this.#faults.length = 0
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const connection of this.#connections) connection.destroy()
    await Promise.all([
      new Promise<void>((resolve) => this.udp.close(() => resolve())),
      new Promise((resolve) => this.tcp.close(resolve)),
    ])
  }

  #listen(): void {
    this.udp.on('message', (bytes, from) => {
      void this.#reply(bytes, false, (reply) => {
        if (this.#faults.some(({ fault }) => fault === 'wrong-source')) return this.#sendFromElsewhere(reply, from)
        this.udp.send(reply, from.port, from.address, () => {})
      })
    })
    this.tcp.on('connection', (socket) => {
      if (this.#faults.some(({ fault }) => fault === 'cut')) return void socket.destroy()
      this.#connections.add(socket)
      socket.on('close', () => this.#connections.delete(socket)).on('error', () => {})
      socket.once('data', (bytes: Buffer) => {
        void this.#reply(bytes.subarray(2), true, (reply) => this.#writeTcp(socket, reply))
      })
    })
  }

  #sendFromElsewhere(reply: Buffer, to: { readonly port: number; readonly address: string }): void {
    const other = createSocket('udp4')
    other.send(reply, to.port, to.address, () => other.close())
  }

  #writeTcp(socket: Socket, reply: Buffer): void {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(reply.length)
    const message = Buffer.concat([length, reply])
    const size = this.#faults.some(({ fault }) => fault === 'chunked') ? 7 : message.length
    const write = (offset: number) => {
      if (offset >= message.length || socket.destroyed) return
      socket.write(message.subarray(offset, offset + size), () => setImmediate(write, offset + size))
    }
    write(0)
  }

  async #reply(bytes: Buffer, tcp: boolean, send: (reply: Buffer) => void): Promise<void> {
    const query = packet.decode(bytes)
    const question = query.questions?.[0]
    if (!question) return
    this.asked.push({ name: question.name, type: question.type, tcp })
    const fault = this.#faults.find(({ name }) => name === undefined || name === question.name.toLowerCase())?.fault
    this.peak = Math.max(this.peak, ++this.#open)
    if (fault === 'slow') await delay(this.slowness)
    if (fault === 'drop') await delay(1000)
    this.#open--
    if (fault === 'drop' || this.#stopped) return
    if (fault === 'malformed')
      return send(Buffer.concat([bytes.subarray(0, 2), Buffer.from('840000010001000000000000c0ff', 'hex')]))
    const head = Buffer.concat([bytes.subarray(0, 2), Buffer.from('84000001000100000000', 'hex')])
    if (fault === 'compression-loop')
      return send(Buffer.concat([head, bytes.subarray(12, questionEnd(bytes)), loopingRecord(questionEnd(bytes))]))
    if (fault === 'garbage') return send(Buffer.concat([head, randomBytes(300)]))
    send(packet.encode(this.#answer(query, question.name, question.type, fault, tcp)))
  }

  #answer(query: Packet, asked: string, type: string, fault: Fault | undefined, tcp: boolean): Packet {
    const name = asked.toLowerCase()
    const aa = this.authoritative && fault !== 'referral' ? packet.AUTHORITATIVE_ANSWER : 0
    const ra = this.recursive && fault !== 'referral' ? packet.RECURSION_AVAILABLE : 0
    const reply = (rcode: number, answers: Answer[] = [], authorities: Answer[] = []): Packet => ({
      type: 'response',
      id: query.id ?? 0,
      flags: aa | ra | rcode,
      questions: query.questions ?? [],
      answers,
      authorities,
    })
    if (!tcp && fault && ['truncated', 'chunked', 'huge', 'long', 'many', 'cut'].includes(fault)) {
      return { ...reply(0), flags: aa | ra | packet.TRUNCATED_RESPONSE }
    }
    if (fault === 'no-edns' && query.additionals?.some(({ type }) => type === 'OPT')) return reply(1)
    switch (fault) {
      case 'servfail':
        return reply(2)
      case 'refused':
        return reply(5)
      case 'nxdomain':
        return reply(3)
      case 'nodata':
        return reply(0)
      case 'referral':
        return reply(0, [], [toAnswer(name, 'NS', 'ns.elsewhere.example')])
      case 'wrong-id':
        return { ...reply(3), id: ((query.id ?? 0) + 1) % 0x10000 }
      case 'wrong-question':
        return { ...reply(3), questions: [{ name: `other.${name}`, type: 'TXT', class: 'IN' }] }
      case 'foreign-owner': {
        const own = this.#find(name, type)
        const shown = own.length > 0 ? own : [toAnswer(name, 'TXT', 'other')]
        return reply(
          0,
          shown.map((record) => ({ ...record, name: 'victim.example' }) as Answer),
        )
      }
      case 'cname-loop':
        return reply(0, [toAnswer(name, 'CNAME', `a.${name}`), toAnswer(`a.${name}`, 'CNAME', name)])
      case 'lame':
        return { ...reply(0), flags: 0 }
      case 'many':
        return reply(
          0,
          Array.from({ length: 500 }, (_, i) => toAnswer(name, 'TXT', `record ${i}`)),
        )
      case 'long':
        return reply(0, [toAnswer(name, 'TXT', 'x'.repeat(60_000))])
      case 'huge':
        return reply(
          0,
          Array.from({ length: 200 }, (_, i) => toAnswer(name, 'TXT', `${i}`.padEnd(240, 'x'))),
        )
      default: {
        const answers = this.#find(name, type)
        const shown = fault === 'mixed-case' ? answers.map((a) => ({ ...a, name: mixCase(a.name) }) as Answer) : answers
        return reply(shown.length > 0 || this.#exists(name) ? 0 : 3, shown, shown.length > 0 ? [] : this.#soa(name))
      }
    }
  }

  #find(name: string, type: string, depth = 0): Answer[] {
    const own = this.#exists(name) ? (this.#records.get(name) ?? []) : this.#wildcards(name)
    const matching = own.filter((record) => record.type === type)
    const alias = own.find((record) => record.type === 'CNAME')
    if (matching.length > 0 || alias?.type !== 'CNAME' || depth > 8) return matching
    return [alias, ...this.#find(alias.data.toLowerCase(), type, depth + 1)]
  }

  #exists(name: string): boolean {
    return [...this.#records.keys()].some((key) => key === name || key.endsWith(`.${name}`))
  }

  /** Records of the wildcard under the nearest name that exists, as if they were the name's (RFC 4592). */
  #wildcards(name: string): Answer[] {
    const labels = name.split('.')
    const encloser = labels.map((_, depth) => labels.slice(depth + 1).join('.')).find((above) => this.#exists(above))
    return (this.#records.get(`*.${encloser}`) ?? []).map((record) => ({ ...record, name }))
  }

  #soa(name: string): Answer[] {
    const apex = [...this.#records].find(([key, own]) => isUnder(name, key) && own.some(({ type }) => type === 'SOA'))
    return apex ? apex[1].filter(({ type }) => type === 'SOA') : []
  }
}

/** A record whose name points at itself. */
function loopingRecord(offset: number): Buffer {
  return Buffer.from([0xc0 | (offset >> 8), offset & 0xff, 0, 16, 0, 1, 0, 0, 0, 60, 0, 2, 1, 65])
}

/** Where the first question of a message ends. */
function questionEnd(message: Buffer): number {
  let offset = 12
  while (message[offset]) offset += message[offset]! + 1
  return offset + 5
}

function isUnder(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`)
}

function mixCase(name: string): string {
  return name.replace(/[a-z]/g, (letter, index: number) => (index % 2 ? letter.toUpperCase() : letter))
}

function toAnswer(name: string, type: Kind, value: string): Answer {
  const ttl = 60
  switch (type) {
    case 'MX': {
      const [preference, ...rest] = value.split(' ')
      const exchange = rest.join(' ')
      return { type, name, ttl, data: { preference: Number(preference), exchange } }
    }
    case 'TXT':
      return { type, name, ttl, data: value.match(/[^]{1,255}/g) ?? [''] }
    case 'SOA':
      return { type, name, ttl, data: { mname: value, rname: `hostmaster.${name}`, serial: 1, minimum: 60 } }
    default:
      return { type, name, ttl, data: value }
  }
}
