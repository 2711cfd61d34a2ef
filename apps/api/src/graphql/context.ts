import type { Locale } from '@mailroom/messages'
import type { Caller } from '../auth/caller.js'
import type { Loaders } from './loaders.js'

/** What belongs to one request. */
export interface Context {
  /** Changes when the request signs somebody in. */
  readonly caller: Caller
  /** Language of messages, by Accept-Language. */
  readonly locale: Locale
  /** Made for this request and thrown away with it. */
  readonly loaders: Loaders
  /** After signing in: the rest of the request is this caller's. */
  become(caller: Caller): void
  /** Address of the caller, for the limiter. */
  readonly ip: string
  /** Names the request in the audit log; null: a socket's. */
  readonly requestId: string | null
  /** The `User-Agent` header; null: none. */
  readonly agent: string | null
  /** The cookie by which a device is known again; null: none. */
  readonly device: string | null
  /** Sets the session cookie; null clears it. */
  setSession(token: string | null): void
  /** Sets the cookie by which a device is known again. */
  setDevice(token: string): void
}
