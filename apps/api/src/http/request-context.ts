import type { IncomingMessage } from 'node:http'
import { negotiateLocale, type Locale } from '@mailroom/messages'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { containsApiKey } from '@mailroom/core'
import type { Origin } from '../auth/actor.js'
import type { ApiKeys } from '../auth/api-keys.js'
import { Caller } from '../auth/caller.js'
import type { SessionCookie } from '../auth/session-cookie.js'
import type { Sessions } from '../auth/sessions.js'
import type { Database } from '../database/database.js'
import type { Context } from '../graphql/context.js'
import { ApiError, refusedCaller } from '../graphql/errors.js'
import { Loaders } from '../graphql/loaders.js'

/** Makes the context of requests and sockets: who calls, in which language. */
export class RequestContexts {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly cookie: SessionCookie,
    private readonly publicUrl: string | null,
  ) {}

  /**
   * Both a cookie and an `Authorization` header, a foreign page without a key, a key that is none or one in the URL:
   * UNAUTHENTICATED.
   */
  async ofRequest(request: FastifyRequest, reply: FastifyReply): Promise<Context> {
    const token = this.cookie.tokenOf(request.cookies)
    if (request.headers.authorization === undefined && !this.isOwnOrigin(request.raw)) throw refusedCaller()
    const origin = { ip: request.ip, requestId: request.id }
    const caller = await this.callerOf(token, request.raw, origin)
    const cookies: Cookies = {
      device: this.cookie.deviceOf(request.cookies) ?? null,
      setSession: (value) => this.cookie.set(reply, value),
      setDevice: (value) => this.cookie.setDevice(reply, value),
    }
    return this.make(caller, request.raw, request.ip, cookies, true)
  }

  /** The context of a socket's subscription; null: not signed in. */
  async ofSocket(
    request: IncomingMessage,
    cookies: Readonly<Record<string, string | undefined>>,
  ): Promise<Context | null> {
    const origin = { ip: request.socket.remoteAddress ?? null, requestId: null }
    const caller = await this.callerOf(this.cookie.tokenOf(cookies), request, origin).catch(nobody)
    return caller.principal && this.make(caller, request, '', NO_COOKIES, false)
  }

  /** Whether the request's cookie or key is somebody's. */
  async isSignedIn(request: FastifyRequest): Promise<boolean> {
    const origin = { ip: request.ip, requestId: request.id }
    return (await this.callerOf(this.cookie.tokenOf(request.cookies), request.raw, origin)).principal !== null
  }

  /** Whether the page that sends the request is ours; other clients than browsers name none. */
  isOwnOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers
    if (origin === undefined || origin === this.publicUrl) return true
    if (!URL.canParse(origin)) return false
    const { protocol, host: from } = new URL(origin)
    return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === from
  }

  private async callerOf(token: string | undefined, request: IncomingMessage, origin: Origin): Promise<Caller> {
    const { authorization } = request.headers
    if ((token !== undefined && authorization !== undefined) || hasKeyInUrl(request)) throw refusedCaller()
    if (authorization !== undefined) {
      return new Caller(await this.keys.authenticate(authorization, origin.ip ?? ''), origin)
    }
    return new Caller(token === undefined ? null : await this.sessions.find(token), origin)
  }

  private make(caller: Caller, request: IncomingMessage, ip: string, cookies: Cookies, cache: boolean): Context {
    const locale = negotiateLocale(request.headers['accept-language'])
    const agent = request.headers['user-agent'] ?? null
    return new RequestContext(this.database, caller, locale, { ip, agent, ...cookies }, cache)
  }
}

type Cookies = Pick<Context, 'device' | 'setSession' | 'setDevice'>

const NO_COOKIES: Cookies = { device: null, setSession: () => undefined, setDevice: () => undefined }

/** A refused caller is nobody; anything else went wrong. */
function nobody(reason: unknown): Caller {
  if (reason instanceof ApiError) return new Caller(null)
  throw reason
}

/** URLs are logged and remembered by what stands between: a key in one is as good as published. */
function hasKeyInUrl({ url }: IncomingMessage): boolean {
  return url !== undefined && url.includes('?') && containsApiKey(url)
}

/** The server library copies contexts, so what changes is changed through `this`. */
class RequestContext implements Context {
  loaders: Loaders
  readonly ip: string
  readonly agent: string | null
  readonly requestId: string | null
  readonly device: string | null
  readonly setSession: Context['setSession']
  readonly setDevice: Context['setDevice']

  constructor(
    private readonly database: Database,
    public caller: Caller,
    readonly locale: Locale,
    browser: Cookies & Pick<Context, 'ip' | 'agent'>,
    private readonly cache: boolean,
  ) {
    const { ip, agent, device, setSession, setDevice } = browser
    this.ip = ip
    this.agent = agent
    this.requestId = caller.origin.requestId
    this.device = device
    this.setSession = setSession
    this.setDevice = setDevice
    this.loaders = new Loaders(database, caller, cache)
  }

  become(caller: Caller): void {
    this.caller = caller
    this.loaders = new Loaders(this.database, caller, this.cache)
  }
}
