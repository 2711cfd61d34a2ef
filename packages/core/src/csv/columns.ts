/** Columns of a file of addresses, in the order in which they are written. */
export const ADDRESS_COLUMNS = [
  'address',
  'fromName',
  'fromAddress',
  'replyTo',
  'bcc',
  'routing',
  'queue',
  'skills',
  'language',
  'priority',
  'flow',
  'spam',
  'spamFlow',
  'signature',
  'placement',
  'frequency',
  'history',
  'multipleActions',
] as const

/** A column of a file of addresses. */
export type AddressColumn = (typeof ADDRESS_COLUMNS)[number]

/** A line of such a file, its cells by column. */
export type AddressCells = Readonly<Record<AddressColumn, string>>

/** Limits of a file that is read. */
export const ADDRESS_FILE_LIMITS = {
  /** Lines with an address. */
  lines: 10_000,
  /** Characters of the whole file. */
  characters: 4_000_000,
  /** Characters of a cell. */
  cell: 100_000,
} as const

/** Words that a cell may have, in any case. The first of the two last lists is what is written. */
export const CELL_WORDS = {
  routing: ['QUEUE', 'FLOW', 'NONE'],
  spam: ['DISCONNECT', 'FLOW'],
  placement: ['ON_SEND', 'IN_EDITOR'],
  frequency: ['ALL_OUTGOING', 'INITIAL_ONLY'],
  history: ['ALWAYS', 'NEVER', 'AGENT_DECIDES'],
} as const

/** What spreadsheets write for yes and no in the languages of the console. */
export const YES = ['TRUE', 'WAHR', 'VRAI', '1']
export const NO = ['FALSE', 'FALSCH', 'FAUX', '0']
