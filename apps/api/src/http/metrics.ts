import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` tells. */
export class Metrics {
  readonly registry = new Registry()

  /** Time to answer a request. */
  readonly requests = new Histogram({
    name: 'mailroom_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['route', 'status'],
    registers: [this.registry],
  })

  private readonly checks = new Counter({
    name: 'mailroom_dns_checks_total',
    help: 'DNS checks of domains, by this process.',
    registers: [this.registry],
  })

  private readonly refusals = new Counter({
    name: 'mailroom_limiter_refusals_total',
    help: 'What limiters refused, by this process.',
    labelNames: ['limiter'],
    registers: [this.registry],
  })

  /** `waitingWrites`: how many writes wait for their turn. */
  constructor(waitingWrites: () => number) {
    collectDefaultMetrics({ register: this.registry })
    new Gauge({
      name: 'mailroom_write_queue_length',
      help: 'Writes that wait for their turn, in this process.',
      registers: [this.registry],
      collect() {
        this.set(waitingWrites())
      },
    })
  }

  /** DNS was asked about a domain. */
  readonly checked = (): void => this.checks.inc()

  /** A limiter refused. */
  readonly refused = (limiter: string): void => this.refusals.inc({ limiter })
}
