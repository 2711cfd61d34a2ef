import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Dns } from '../dns/dns-client.js'
import { isAllowed, isReachable } from '../dns/outbound-guard.js'

/** Where mail is handed over; anywhere else only inside the allowed networks. */
const MAIL_PORTS: readonly number[] = [25, 465, 587, 2525]
const ADDRESSES_TRIED = 4
const LOOPBACK = ['127.0.0.1', '::1']

/** Why there is no connection. */
export type Unreached = 'HOST_NOT_FOUND' | 'HOST_NOT_ALLOWED' | 'CONNECTION_REFUSED' | 'TIMED_OUT' | 'TLS_FAILED'

/** There is no connection to a host that a tenant named. */
export class NotConnected extends Error {
  constructor(readonly result: Unreached) {
    super(result)
  }
}

export interface OutboundOptions {
  readonly dns: Dns
  /** `MAILROOM_ALLOW_PRIVATE_NETWORKS` (CIDR). */
  readonly allowedNetworks: readonly string[]
  /** Authorities (PEM) whose certificates count; left out: those of Node. */
  readonly ca?: string
}

/** What a tenant wants to be connected to. `host`: as core's `parseHost` gives it. */
export interface Destination {
  readonly host: string
  readonly port: number
  /** TLS from the first byte. */
  readonly tls: boolean
}

/**
 * The one way out to hosts that tenants name: resolves once, drops every address that is not public unless the
 * configuration allows its network, and connects to an address that it has checked, never to a name.
 */
export class Outbound {
  constructor(private readonly options: OutboundOptions) {}

  /** A connected socket, its certificate verified for the host; else `NotConnected`. */
  async connect({ host, port, tls }: Destination, signal: AbortSignal): Promise<Socket> {
    const addresses = await untilAborted(this.#resolve(host), signal)
    const { allowedNetworks } = this.options
    const open = addresses.filter(
      (address) =>
        isReachable(address, allowedNetworks) && (MAIL_PORTS.includes(port) || isAllowed(address, allowedNetworks)),
    )
    if (open.length === 0) throw new NotConnected(addresses.length === 0 ? 'HOST_NOT_FOUND' : 'HOST_NOT_ALLOWED')
    const socket = await connectFirst(open.slice(0, ADDRESSES_TRIED), port, signal)
    return tls ? secured(socket, { host, ...this.trust() }, signal) : socket
  }

  /** The authorities of a TLS connection. */
  trust(): { ca?: string } {
    return this.options.ca === undefined ? {} : { ca: this.options.ca }
  }

  /** IPv4 first: a machine without IPv6 learns so only by trying. */
  async #resolve(host: string): Promise<string[]> {
    if (isIP(host) !== 0) return [host]
    if (host === 'localhost' || host.endsWith('.localhost')) return LOOPBACK
    const lookup = this.options.dns.open(host)
    const answers = await Promise.all([lookup.ask({ name: host, type: 'A' }), lookup.ask({ name: host, type: 'AAAA' })])
    const found = answers.flatMap((answer) => (answer.kind === 'ANSWER' ? answer.values : []))
    const isSilent = answers.some((answer) => answer.kind === 'NO_ANSWER' && answer.reason === 'TIMEOUT')
    if (found.length === 0 && isSilent) throw new NotConnected('TIMED_OUT')
    return found
  }
}

/** The first that lets one in; where none does, what the last one said. */
async function connectFirst(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  let last: unknown
  for (const [index, address] of addresses.entries()) {
    const isLast = index === addresses.length - 1
    try {
      return await opened(connectTcp({ host: address, port }), 'connect', isLast ? signal : soon(signal))
    } catch (reason) {
      last = reason
      if (signal.aborted) break
    }
  }
  throw new NotConnected(signal.aborted || isTimeout(last) ? 'TIMED_OUT' : 'CONNECTION_REFUSED')
}

/** An address that keeps silent shall leave time for the next one. */
function soon(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(3_000)])
}

async function secured(socket: Socket, options: { host: string; ca?: string }, signal: AbortSignal): Promise<Socket> {
  const { host } = options
  const name = isIP(host) === 0 ? { servername: host } : {}
  const secure: TLSSocket = connectTls({ socket, ...options, ...name })
  try {
    return await opened(secure, 'secureConnect', signal)
  } catch {
    socket.destroy()
    throw new NotConnected(signal.aborted ? 'TIMED_OUT' : 'TLS_FAILED')
  }
}

/** The socket once it is open; destroyed where it fails to open. */
function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const finish = (reason: unknown) => {
      signal.removeEventListener('abort', onAbort)
      if (reason === undefined) return resolve(socket)
      socket.destroy()
      reject(reason as Error)
    }
    const onAbort = () => finish(new NotConnected('TIMED_OUT'))
    socket.on('error', finish)
    socket.once('close', () => finish(new Error('closed')))
    socket.once(event, () => finish(undefined))
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof NotConnected || (reason as NodeJS.ErrnoException).code === 'ETIMEDOUT'
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new NotConnected('TIMED_OUT'))
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
