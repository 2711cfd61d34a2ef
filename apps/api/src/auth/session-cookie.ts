import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply } from 'fastify'

/** The session cookie: out of reach of scripts, and under https bound to this very host. */
export class SessionCookie {
  readonly name: string
  private readonly options: CookieSerializeOptions

  constructor(isSecure: boolean) {
    this.name = isSecure ? '__Host-mailroom' : 'mailroom'
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure }
  }

  /** The token of a request; undefined: it has none. */
  tokenOf(cookies: Readonly<Record<string, string | undefined>>): string | undefined {
    return cookies[this.name] || undefined
  }

  /** Sets the cookie, or clears it. */
  set(reply: FastifyReply, token: string | null): void {
    if (token === null) reply.clearCookie(this.name, this.options)
    else reply.setCookie(this.name, token, this.options)
  }
}
