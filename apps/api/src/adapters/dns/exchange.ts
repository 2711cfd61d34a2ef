import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import type { Budget } from './budget.js'
import { decodeReply, encodeQuery, type Query, type Reply } from './message.js'

/** A name server by its IP address. */
export interface Server {
  readonly address: string
  readonly port: number
}

/** Reads `ip[:port]`, an IPv6 address with a port in brackets. */
export function parseServer(text: string): Server {
  const [, address = text, port = '53'] = /^\[(.+)\]:(\d+)$/.exec(text) ?? /^([^:]+):(\d+)$/.exec(text) ?? []
  return { address, port: Number(port) }
}

/** Why there is no reply. */
export type Silence = 'TIMEOUT' | 'MALFORMED'

type End = (result: Reply | Silence) => void

/**
 * Asks one server once, within the milliseconds given: by UDP from a port of the system's random choice, and again by
 * TCP where the reply was cut. Replies with another id, question or sender are passed over. A server that refuses the
 * connection counts as silent. Each way is a message of the budget.
 */
export async function exchange(
  server: Server,
  query: Query,
  milliseconds: number,
  budget: Pick<Budget, 'spend'>,
): Promise<Reply | Silence> {
  if (!budget.spend()) return 'TIMEOUT'
  const end = performance.now() + milliseconds
  const reply = await overUdp(server, query, milliseconds)
  if (typeof reply !== 'object' || !reply.truncated) return reply
  return budget.spend() ? overTcp(server, query, end - performance.now()) : 'TIMEOUT'
}

function overUdp(server: Server, query: Query, milliseconds: number): Promise<Reply | Silence> {
  const id = randomInt(0x10000)
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
  return within(milliseconds, (end) => {
    socket.on('error', () => end('TIMEOUT'))
    socket.on('message', (bytes) => {
      const reply = decodeReply(id, query, bytes)
      if (reply !== 'FOREIGN') end(reply)
    })
    socket.on('connect', () => socket.send(encodeQuery(id, query)))
    socket.connect(server.port, server.address)
  }).finally(() => socket.removeAllListeners('message').close())
}

function overTcp(server: Server, query: Query, milliseconds: number): Promise<Reply | Silence> {
  const id = randomInt(0x10000)
  const socket = connect(server.port, server.address)
  return within(milliseconds, (end) => {
    const stream = new LengthPrefixed()
    socket.on('error', () => end('TIMEOUT')).on('close', () => end('TIMEOUT'))
    socket.on('connect', () => socket.write(withLength(encodeQuery(id, query))))
    socket.on('data', (chunk) => {
      const message = stream.take(chunk)
      const reply = message && decodeReply(id, query, message)
      if (reply) end(reply === 'FOREIGN' ? 'MALFORMED' : reply)
    })
  }).finally(() => socket.destroy())
}

function within(milliseconds: number, start: (end: End) => void): Promise<Reply | Silence> {
  return new Promise((resolve) => {
    const end: End = (result) => {
      clearTimeout(timer)
      resolve(result)
    }
    const timer = setTimeout(() => end('TIMEOUT'), Math.max(milliseconds, 0))
    start(end)
  })
}

function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  return Buffer.concat([length, message])
}

/** Puts the message of a TCP stream together, however small the pieces are that it comes in. */
class LengthPrefixed {
  readonly #pieces: Buffer[] = []
  #received = 0
  #length: number | undefined

  /** The message, as soon as all of it is there. */
  take(piece: Buffer): Buffer | undefined {
    this.#pieces.push(piece)
    this.#received += piece.length
    if (this.#received < 2) return undefined
    this.#length ??= Buffer.concat(this.#pieces).readUInt16BE(0)
    return this.#received < 2 + this.#length ? undefined : Buffer.concat(this.#pieces).subarray(2, 2 + this.#length)
  }
}
