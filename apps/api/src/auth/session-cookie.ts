import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply } from 'fastify'

const YEAR_SECONDS = 365 * 24 * 60 * 60

type Cookies = Readonly<Record<string, string | undefined>>

/** The cookies of a browser: out of reach of scripts, and under https bound to this very host. */
export class SessionCookie {
  readonly name: string
  private readonly deviceName: string
  private readonly options: CookieSerializeOptions

  constructor(isSecure: boolean) {
    this.name = isSecure ? '__Host-mailroom' : 'mailroom'
    this.deviceName = `${this.name}-device`
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure }
  }

  /** The session's token of a request; undefined: it has none. */
  tokenOf(cookies: Cookies): string | undefined {
    return cookies[this.name] || undefined
  }

  /** By what the device is known again: says nothing of who is signed in. */
  deviceOf(cookies: Cookies): string | undefined {
    return cookies[this.deviceName] || undefined
  }

  /** Sets the session's cookie, or clears it. */
  set(reply: FastifyReply, token: string | null): void {
    if (token === null) reply.clearCookie(this.name, this.options)
    else reply.setCookie(this.name, token, this.options)
  }

  setDevice(reply: FastifyReply, token: string): void {
    reply.setCookie(this.deviceName, token, { ...this.options, maxAge: YEAR_SECONDS })
  }
}
