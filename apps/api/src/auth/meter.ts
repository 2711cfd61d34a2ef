/** Who pays for a request. */
export interface Payment {
  /** Of the organisation that is entered; RATE_LIMITED where it has no points left. */
  enter(organisationId: string): void
  /** Of the organisation and whoever asks, once something is done: the next request is refused, not this one. */
  spend(organisationId: string, cost: number): void
}

/** About as long as a field in an answer. */
const CHARACTERS_A_POINT = 10
const NOBODY: Payment = { enter: () => undefined, spend: () => undefined }

/** Charges the organisations that a request enters. */
export class Meter {
  private payment = NOBODY

  start(payment: Payment): void {
    this.payment = payment
  }

  /** At the first entrance; RATE_LIMITED where the organisation has no points left. */
  enter(organisationId: string): void {
    this.payment.enter(organisationId)
  }

  /** For a file that was read, or a piece of one that was written. */
  text(organisationId: string, { length }: string): void {
    this.payment.spend(organisationId, Math.ceil(length / CHARACTERS_A_POINT))
  }
}
