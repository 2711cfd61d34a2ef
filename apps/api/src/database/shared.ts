/** Gives back what was claimed. */
export type Release = () => Promise<void>

/** Text that another process told; null: something may have been missed. */
export type Heard = (text: string | null) => void

/** What processes on one database have in common beside rows. */
export interface Shared {
  /** What one process at a time does; null: another one is at it. A process that dies has given it back. */
  claim(what: string): Promise<Release | null>
  /** Runs the work when nobody else is at it. */
  alone<T>(what: string, work: () => Promise<T>): Promise<T>
  /** Tells the other processes. Nothing waits for it, and it may get lost. */
  tell(topic: Topic, text: string): void
  /** Hears what other processes tell. */
  hear(topic: Topic, heard: Heard): void
  close(): Promise<void>
}

export type Topic = 'mailroom_domain' | 'mailroom_watch'

const nothing = async (): Promise<void> => undefined

/** On SQLite there is one process. */
export const ONE_PROCESS: Shared = {
  claim: async () => nothing,
  alone: (_what, work) => work(),
  tell: () => undefined,
  hear: () => undefined,
  close: nothing,
}
