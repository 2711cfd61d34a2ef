/** Who did something, as the audit log keeps it. */
export interface Actor {
  readonly kind: 'USER' | 'API_KEY' | 'SYSTEM'
  /** Of the person or key; null: the installation itself. */
  readonly id: string | null
  /** Readable, also when the person or key is gone. */
  readonly name: string
  readonly origin: Origin
}

/** Where a request comes from. */
export interface Origin {
  readonly ip: string | null
  readonly requestId: string | null
}

export const NOWHERE: Origin = { ip: null, requestId: null }

/** The installation itself: jobs, the first start. */
export const SYSTEM: Actor = { kind: 'SYSTEM', id: null, name: 'system', origin: NOWHERE }

/** A person as an actor. */
export function personActing(
  { id, name, email }: { readonly id: string; readonly name: string; readonly email: string },
  origin: Origin = NOWHERE,
): Actor {
  return { kind: 'USER', id, name: name === email ? email : `${name} <${email}>`, origin }
}

/** The actor's name, for whoever may not see the e-mail addresses of people. */
export function nameWithoutEmail({ name }: Actor): string {
  return name.replace(/ <[^<>]*>$/, '')
}

/** An API key as an actor. */
export function keyActing({ id, name }: { readonly id: string; readonly name: string }, origin: Origin): Actor {
  return { kind: 'API_KEY', id, name: `key:${name}`, origin }
}
