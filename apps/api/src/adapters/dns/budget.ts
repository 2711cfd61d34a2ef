/** How much of the network one check may use: so long, and so many messages to servers, repeated ones included. */
export class Budget {
  readonly #end: number
  #messages: number

  constructor(
    limits: { readonly milliseconds: number; readonly messages: number },
    private readonly isOver: () => boolean = () => false,
  ) {
    this.#end = performance.now() + limits.milliseconds
    this.#messages = limits.messages
  }

  /** Milliseconds from now; 0 or less: nothing more is asked. */
  get timeLeft(): number {
    return this.isOver() || this.#messages <= 0 ? 0 : this.#end - performance.now()
  }

  /** Takes one message; false: there is none left. */
  spend(): boolean {
    if (this.#messages <= 0) return false
    this.#messages--
    return true
  }
}
