import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Heard, Release, Shared, Topic } from './shared.js'

/** Apart from other advisory locks. */
const KIND = 20_141
const RECONNECT_MILLISECONDS = 500
const CLAIM_MILLISECONDS = 100
/** The server sees within about ten seconds that the machine of a claim is gone; of a dead process it hears at once. */
const KEEP_ALIVE = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3'

/**
 * A connection of its own for what lives as long as the process: advisory locks for claims, LISTEN and NOTIFY. It comes
 * back by itself; until then nothing can be claimed.
 */
export class PostgresSession implements Shared {
  readonly #heard = new Map<string, Heard[]>()
  readonly #held = new Set<string>()
  #client: pg.Client | null = null
  #isClosed = false
  #reconnecting: Promise<void> = Promise.resolve()
  #asked: Promise<unknown> = Promise.resolve()

  private constructor(private readonly url: string) {}

  static async open(url: string): Promise<PostgresSession> {
    const session = new PostgresSession(url)
    await session.#connect()
    return session
  }

  async claim(what: string): Promise<Release | null> {
    const client = this.#client
    if (!client || this.#held.has(what)) return null
    this.#held.add(what)
    const isMine = await this.#lock(client, what).catch(() => false)
    if (!isMine) this.#held.delete(what)
    return isMine ? () => this.#release(client, what) : null
  }

  async alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const release = await this.claim(what)
      if (release) return work().finally(release)
      await delay(CLAIM_MILLISECONDS)
    }
  }

  tell(topic: Topic, text: string): void {
    const client = this.#client
    if (client) void this.#ask(client, 'select pg_notify($1, $2)', [topic, text]).catch(() => undefined)
  }

  hear(topic: Topic, heard: Heard): void {
    this.#heard.set(topic, [...(this.#heard.get(topic) ?? []), heard])
    if (this.#client) void this.#ask(this.#client, `listen ${topic}`).catch(() => undefined)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#asked
    await this.#client?.end().catch(() => undefined)
    await this.#reconnecting
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, options: KEEP_ALIVE, keepAlive: true })
    const lost = () => this.#lost(client)
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ channel, payload, processId }) => {
      const isOwn = processId === (client as unknown as { processID: number }).processID
      if (!isOwn) for (const heard of this.#heard.get(channel) ?? []) heard(payload ?? '')
    })
    try {
      await client.connect()
      for (const topic of this.#heard.keys()) await client.query(`listen ${topic}`)
    } catch (reason) {
      await client.end().catch(() => undefined)
      throw reason
    }
    this.#client = client
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = null
    this.#held.clear()
    this.#reconnecting = this.#reconnect()
  }

  async #reconnect(): Promise<void> {
    while (!this.#isClosed && !this.#client) {
      await delay(RECONNECT_MILLISECONDS)
      if (!this.#isClosed) await this.#connect().catch(() => undefined)
    }
    if (this.#isClosed) return void this.#client?.end().catch(() => undefined)
    for (const heard of [...this.#heard.values()].flat()) heard(null)
  }

  /** One statement after the other. */
  #ask(client: pg.Client, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    const answer = this.#asked.then(() => client.query(text, values))
    this.#asked = answer.catch(() => undefined)
    return answer
  }

  async #lock(client: pg.Client, what: string): Promise<boolean> {
    const { rows } = await this.#ask(client, 'select pg_try_advisory_lock($1, hashtext($2)) as mine', [KIND, what])
    return (rows as { mine: boolean }[])[0]?.mine ?? false
  }

  /** With the connection went what was claimed by it. */
  async #release(client: pg.Client, what: string): Promise<void> {
    if (this.#client !== client) return
    await this.#ask(client, 'select pg_advisory_unlock($1, hashtext($2))', [KIND, what]).catch(() => undefined)
    this.#held.delete(what)
  }
}
