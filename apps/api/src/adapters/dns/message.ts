import packet, { type Answer, type DecodedPacket, type OptAnswer } from 'dns-packet'

/** Record types that are asked for. */
export type RecordType = 'TXT' | 'MX' | 'CNAME' | 'A' | 'AAAA' | 'NS'

/** A record of a reply: names in lower case without trailing dot; `value` as core's `DnsAnswer` describes it. */
export interface ResourceRecord {
  readonly name: string
  readonly type: string
  readonly ttl: number
  readonly value: string
}

/** What a server said. `code` is the response code, `NOERROR` where all went well. */
export interface Reply {
  readonly code: string
  readonly authoritative: boolean
  readonly truncated: boolean
  readonly recursive: boolean
  readonly answers: readonly ResourceRecord[]
  readonly authorities: readonly ResourceRecord[]
}

export interface Query {
  readonly name: string
  readonly type: RecordType
  /** Whether the server is asked to find the answer elsewhere. */
  readonly recursive: boolean
  /** Without EDNS, for a server that cannot read it. */
  readonly plain?: boolean
}

const EDNS: OptAnswer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: 1232,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
}

/** Whether the name fits into a DNS message: labels of 1 to 63 octets, 253 in all. */
export function isAskable(name: string): boolean {
  return (
    name.length <= 253 && /^[\x21-\x7e]+$/.test(name) && name.split('.').every((l) => l.length > 0 && l.length < 64)
  )
}

export function encodeQuery(id: number, query: Query): Buffer {
  return packet.encode({
    type: 'query',
    id,
    flags: query.recursive ? packet.RECURSION_DESIRED : 0,
    questions: [{ name: query.name, type: query.type, class: 'IN' }],
    additionals: query.plain ? [] : [EDNS],
  })
}

/** The reply; `FOREIGN`: not an answer to this query, to be ignored; `MALFORMED`: an answer nobody can read. */
export function decodeReply(id: number, query: Query, bytes: Buffer): Reply | 'FOREIGN' | 'MALFORMED' {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== id) return 'FOREIGN'
  let decoded: DecodedPacket
  try {
    decoded = packet.decode(bytes)
  } catch {
    return 'MALFORMED'
  }
  if (decoded.type !== 'response' || !repeats(decoded, query)) return 'FOREIGN'
  return {
    code: (decoded as DecodedPacket & { rcode: string }).rcode,
    authoritative: decoded.flag_aa,
    truncated: decoded.flag_tc,
    recursive: decoded.flag_ra,
    answers: (decoded.answers ?? []).flatMap(toRecord),
    authorities: (decoded.authorities ?? []).flatMap(toRecord),
  }
}

function repeats(decoded: DecodedPacket, query: Query): boolean {
  const [question, ...others] = decoded.questions ?? []
  return (
    question !== undefined && others.length === 0 && plain(question.name) === query.name && question.type === query.type
  )
}

function toRecord(answer: Answer): ResourceRecord[] {
  const value = valueOf(answer)
  if (value === undefined) return []
  return [{ name: plain(answer.name), type: answer.type, ttl: 'ttl' in answer ? (answer.ttl ?? 0) : 0, value }]
}

function valueOf(answer: Answer): string | undefined {
  switch (answer.type) {
    case 'TXT':
      return [answer.data]
        .flat()
        .map((part) => part.toString())
        .join('')
    case 'MX':
      return `${answer.data.preference ?? 0} ${plain(answer.data.exchange) || '.'}`
    case 'CNAME':
    case 'NS':
      return plain(answer.data)
    case 'A':
    case 'AAAA':
      return answer.data
    case 'SOA':
      return plain(answer.data.mname)
    default:
      return undefined
  }
}

/** Lower case without trailing dot. The root is the empty name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
