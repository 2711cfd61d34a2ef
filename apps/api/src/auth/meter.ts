/** Charges the organisations that a request enters. */
export class Meter {
  private pay: (organisationId: string) => void = () => undefined

  start(pay: (organisationId: string) => void): void {
    this.pay = pay
  }

  /** At the first entrance; RATE_LIMITED where the organisation has no points left. */
  enter(organisationId: string): void {
    this.pay(organisationId)
  }
}
