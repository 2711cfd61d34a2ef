import type { Pool, PoolClient } from 'pg'
import type { Logger } from 'typeorm'
import type { FairQueue } from './fair-queue.js'
import { enterScope } from './row-security.js'

/** Reads that all see one moment, until `end`. */
export interface Held {
  query(text: string, values?: unknown[]): Promise<unknown[]>
  end(): Promise<void>
}

/** Reads on PostgreSQL: each statement in a transaction of its own that names whose rows it may see. */
export class PostgresReader {
  constructor(
    private readonly pool: Pool,
    private readonly turns: Pick<FairQueue, 'run'>,
    private readonly logger: Logger | undefined,
  ) {}

  /** Reads of one organisation, or of every one. */
  of(scope: string): { query(text: string, values?: unknown[]): Promise<unknown[]> } {
    const begin = `begin read only; ${enterScope(scope)}`
    return { query: (text, values = []) => this.turns.run(scope, () => this.query(begin, text, values)) }
  }

  /** Reads that all see one moment. Its connection is lost where nothing is read for a minute. */
  async hold(scope: string): Promise<Held> {
    const client = await this.pool.connect()
    client.on('error', answered)
    const query = async (text: string, values: unknown[] = []): Promise<unknown[]> => {
      this.logger?.logQuery(text, values)
      return (await client.query<Record<string, unknown>>(text, values)).rows
    }
    try {
      await client.query(`begin isolation level repeatable read read only; ${enterScope(scope)};
        set local idle_in_transaction_session_timeout = '60s'`)
    } catch (reason) {
      leave(client, Promise.reject(reason as Error))
      throw reason
    }
    return { query, end: async () => leave(client, client.query('commit')) }
  }

  private async query(begin: string, text: string, values: unknown[]): Promise<unknown[]> {
    this.logger?.logQuery(text, values)
    const client = await this.pool.connect()
    client.on('error', answered)
    try {
      await client.query(begin)
      const { rows } = await client.query<Record<string, unknown>>(text, values)
      leave(client, client.query('commit'))
      return rows
    } catch (reason) {
      leave(client, Promise.reject(reason as Error))
      throw reason
    }
  }
}

/** A lost connection is told by the statement that was under way on it. */
const answered = (): void => undefined

/** Back to the pool when its last statement is answered; a connection on which something failed is closed. */
function leave(client: PoolClient, last: Promise<unknown>): void {
  const release = (failure?: Error) => {
    client.off('error', answered)
    client.release(failure)
  }
  last.then(() => release(), release)
}
