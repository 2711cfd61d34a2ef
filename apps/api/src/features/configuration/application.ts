import { setImmediate } from 'node:timers/promises'
import {
  error,
  filePath,
  hasErrors,
  identityOf,
  type ConfigurationChange,
  type ConfigurationSection,
  type Problem,
} from '@mailroom/core'
import { raw, sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { Refused, type Written } from '../../graphql/write.js'
import type { Cleaned } from '../canned-response/response-body.read-model.js'
import type { EntryChange } from './change-order.js'
import type { ConfigurationWriters, DomainKeys, Seen } from './configuration.ports.js'
import type { Ids } from './names.js'

/** Others wait no longer than for so many writes. */
const AT_ONCE = 5

const TABLES: Readonly<Record<ConfigurationSection, string>> = {
  smtpServers: 'smtp_server',
  domains: 'domain',
  skills: 'skill',
  languages: 'language',
  queues: 'queue',
  cannedResponses: 'canned_response',
  flows: 'flow',
  addresses: 'address',
}

/** What was made ready before the unit began: nothing slow belongs inside. */
export interface Materials {
  /** HTML of responses, by the identity of their names. */
  readonly cleaned: ReadonlyMap<string, Cleaned>
  /** Null: nothing is to stay. */
  readonly keys: DomainKeys | null
}

/** Names something that was refused itself: its own problem is told, and no other. */
class Blocked extends Error {}

/** One run of a file's changes in one unit: gathers what refuses each of them, with its path in the file. */
export class Application {
  readonly problems: Problem[] = []
  private count = 0

  constructor(
    readonly uow: UnitOfWork,
    readonly writers: ConfigurationWriters,
    readonly ids: Ids,
    readonly materials: Materials,
  ) {}

  get isRefused(): boolean {
    return hasErrors(this.problems)
  }

  /** One write; `part`: the key of the entry that a definition of the input is. */
  async attempt(
    { section, name }: ConfigurationChange,
    write: () => Promise<Written<unknown> | undefined>,
    part: readonly string[] = [],
  ): Promise<void> {
    if (++this.count % AT_ONCE === 0) await setImmediate()
    const base = section === 'settings' ? [section] : [section, name]
    const placed = (problem: Problem): Problem => {
      const inside = problem.path[0] === 'definition' ? part : []
      return { ...problem, path: [...base, ...inside, ...filePath(problem.path)] }
    }
    try {
      const written = await write()
      this.problems.push(...(written?.problems ?? []).map(placed))
    } catch (reason) {
      if (reason instanceof Refused) this.problems.push(...reason.problems.map(placed))
      else if (!(reason instanceof Blocked)) throw reason
    }
  }

  refuse(problem: Problem): void {
    this.problems.push(problem)
  }

  /** The id of a name, or what says that it was refused. */
  readonly idOf = (section: ConfigurationSection, name: string): string => {
    const id = this.ids.find(section, name)
    if (id === undefined) throw new Blocked()
    return id
  }

  /** The row of an entry as it is now: earlier steps may have changed it. */
  async seen(section: ConfigurationSection, name: string): Promise<Seen> {
    const id = this.idOf(section, name)
    const row = await this.uow.first<{ version: number }>(sql`
      select version from ${raw(TABLES[section])} where "organisationId" = ${this.uow.organisationId} and id = ${id}`)
    if (!row) throw new Blocked()
    return { id, expectedVersion: row.version }
  }

  /** Deletes what the file leaves out. */
  async remove(change: EntryChange): Promise<void> {
    const { section, name } = change
    await this.attempt(change, async () => {
      await this.writers[section].remove(this.uow, await this.seen(section, name))
      this.ids.remove(section, name)
      return undefined
    })
  }

  cleanedOf(name: string): Cleaned {
    return this.materials.cleaned.get(identityOf('cannedResponses', name)) ?? error('REQUIRED', ['html'])
  }
}
