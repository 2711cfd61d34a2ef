/** Sections of a configuration file whose entries have names, in the order of the file. */
export const CONFIGURATION_SECTIONS = [
  'smtpServers',
  'domains',
  'skills',
  'languages',
  'queues',
  'cannedResponses',
  'flows',
  'addresses',
] as const
/** A section of a configuration file. */
export type ConfigurationSection = (typeof CONFIGURATION_SECTIONS)[number]

/** What an entry's key holds. */
export type ConfigurationValue =
  string | number | boolean | readonly ConfigurationValue[] | { readonly [key: string]: ConfigurationValue }

/** The settings of one thing, by key in the order of the file. What has its default is left out. */
export type ConfigurationEntry = Readonly<Record<string, ConfigurationValue>>

/** Entries of one section by name. */
export type ConfigurationEntries = ReadonlyMap<string, ConfigurationEntry>

/** A configuration file as the engine reads it: names stand where the API has ids. A section that is left out is not touched. */
export interface Configuration {
  readonly settings?: ConfigurationEntry
  readonly sections: { readonly [S in ConfigurationSection]?: ConfigurationEntries }
}

/** Version of the format: the value of the key `mailroom`. */
export const CONFIGURATION_VERSION = 1

/** Limits of a configuration file. */
export const CONFIGURATION_LIMITS = {
  /** Bytes in UTF-8. */
  bytes: 8 * 1_048_576,
  /** Maps and lists within each other. */
  depth: 40,
  /** Entries that one file changes. */
  changes: 1000,
  /** Problems that are told at once. */
  problems: 100,
} as const

/** What a section's entries are called in the contract. */
export const CONFIGURED_TYPES: Readonly<Record<ConfigurationSection | 'settings', string>> = {
  settings: 'OrganizationSettings',
  smtpServers: 'SmtpServer',
  domains: 'EmailDomain',
  skills: 'Skill',
  languages: 'Language',
  queues: 'Queue',
  cannedResponses: 'CannedResponse',
  flows: 'Flow',
  addresses: 'EmailAddress',
}

/** Why a file cannot be read as YAML: CONFIGURATION_SYNTAX's `why`. */
export type ConfigurationMistake =
  'SYNTAX' | 'ALIAS' | 'TAG' | 'DUPLICATE_KEY' | 'KEY_NOT_TEXT' | 'TOO_DEEP' | 'SEVERAL_DOCUMENTS' | 'TOO_LONG_TO_READ'

/** What a value of the file is: WRONG_SHAPE's `expected` and `found`. */
export type ConfigurationShape = 'MAP' | 'LIST' | 'TEXT' | 'WHOLE_NUMBER' | 'NUMBER' | 'BOOLEAN' | 'NOTHING'
