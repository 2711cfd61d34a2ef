import type { DnsQuestionType } from '@mailroom/core'
import type { Budget } from './budget.js'
import { isWithin, type Heard, type NameServers, type Zone } from './name-servers.js'

/** Failures other than silence before the servers of a zone count as lame for the rest of a check. */
const LAME_AFTER = 2

/**
 * The servers of a zone, as one check gets to know them. Until they have answered once they are asked one question at a
 * time, so that a zone that is silent or lame costs a check little.
 */
export class ZoneView {
  #state: 'UNKNOWN' | 'SPEAKS' | 'SILENT' = 'UNKNOWN'
  #failures = 0
  #probe: Promise<unknown> | undefined

  constructor(
    private readonly zone: Zone,
    private readonly nameServers: NameServers,
    private readonly budget: Budget,
  ) {}

  /** What the zone says; undefined where that does not count, so that the resolver decides (R-DOM-15). */
  async ask(name: string, type: DnsQuestionType): Promise<Heard | undefined> {
    if (!isWithin(name, this.zone.name)) return undefined
    while (this.#state === 'UNKNOWN' && this.#probe) await this.#probe
    if (this.#state === 'SILENT') return undefined
    const asking = this.#judge(name, type)
    if (this.#state === 'UNKNOWN') this.#probe = asking.finally(() => (this.#probe = undefined))
    return asking
  }

  async #judge(name: string, type: DnsQuestionType): Promise<Heard | undefined> {
    const heard = await this.nameServers.authoritative(this.zone, name, type, this.budget)
    if (heard.kind === 'HEARD') {
      this.#state = 'SPEAKS'
      return leaves(heard, this.zone) ? undefined : heard
    }
    this.#failures++
    if (heard.reason === 'TIMEOUT') this.#state = 'SILENT'
    else if (this.#state === 'UNKNOWN' && this.#failures >= LAME_AFTER) this.#state = 'SILENT'
    return undefined
  }
}

function leaves({ reading }: Heard, zone: Zone): boolean {
  return reading.kind === 'ALIAS' && !isWithin(reading.target, zone.name)
}
