/** How bad a problem is: an ERROR refuses the write, a WARNING comes along with a successful one (rules, section 8). */
export type Severity = 'ERROR' | 'WARNING'

/** A value of a problem's or trace step's parameter. Lists are given joined with ", ". */
export type ParamValue = string | number

/** Names of the parameters of every problem code (rules, section 8). The one list: no code exists outside it. */
export const PROBLEM_PARAMS = {
  // General
  REQUIRED: [],
  INVALID: [],
  TOO_LONG: ['limit', 'count'],
  OUT_OF_RANGE: ['min', 'max', 'found'],
  EXACTLY_ONE: ['of'],
  NOT_UNIQUE: [],
  REFERENCE_NOT_FOUND: ['type', 'id'],
  LIMIT_REACHED: ['key', 'limit', 'count'],
  IN_USE: ['count'],
  STALE_VERSION: [],
  CONFIRMATION_MISMATCH: [],
  INVALID_CREDENTIALS: [],
  IDEMPOTENCY_KEY_REUSED: [],
  EDITION_WITHOUT_EMAIL: [],
  /** R-ORG-7, R-ADR-2: control or bidirectional characters. */
  FORBIDDEN_CHARACTERS: ['found'],
  /** A password or slug shorter than the limit, in characters. */
  TOO_SHORT: ['limit', 'count'],
  /** A password that is on the list of the commonest ones, or contains the person's own e-mail address or name. */
  PASSWORD_TOO_COMMON: [],
  /** The one-time token of the set-up page is wrong or was used. */
  SET_UP_TOKEN_INVALID: [],
  /** Signing in needs a code of the second factor, too. */
  SECOND_FACTOR_REQUIRED: [],
  /** A code of a second factor that is wrong, over or used. */
  SECOND_FACTOR_INVALID: [],
  /** The caller's own password, asked for again. */
  PASSWORD_WRONG: [],
  /** Whoever hands out a secret a while after signing in proves again who they are, by password. */
  REAUTHENTICATION_REQUIRED: [],
  /** An invitation that never was, is over, was used or taken back: nobody learns which. */
  INVITATION_INVALID: [],
  /** The same of a link that sets a new password. */
  RESET_LINK_INVALID: [],
  /** R-ORG-6: a permission that whoever makes an API key has not got. */
  PERMISSION_NOT_OWN: ['found'],
  /** R-ORG-6: an organisation always has an Owner. */
  LAST_OWNER: [],
  /** R-ORG-6: the roles that every organisation has stay as they are. */
  ROLE_BUILT_IN: [],
  /** R-ORG-6: a permission that whoever changes their own role would lose with it. */
  OWN_ROLE_NEEDS: ['found'],
  /** An API key that would expire at once, or later than `limit` days from now. */
  API_KEY_EXPIRY: ['limit', 'found'],

  // Organisation
  /** R-ORG-3: one of the reserved slugs. */
  SLUG_RESERVED: ['found'],
  /** The operator has suspended the organisation: nobody in it has access, and mail for it is not taken. */
  ORGANIZATION_SUSPENDED: [],

  // Domain names (R-DOM-2)
  DOMAIN_SYNTAX: ['found'],
  DOMAIN_SINGLE_LABEL: ['found'],
  DOMAIN_TOO_LONG: ['limit', 'count'],
  DOMAIN_URL: ['found', 'proposal'],
  DOMAIN_AT: ['found', 'proposal'],
  DOMAIN_PORT: ['found', 'proposal'],
  DOMAIN_IP: ['found'],
  DOMAIN_WILDCARD: ['found'],
  DOMAIN_UNDERSCORE: ['found'],
  DOMAIN_RESERVED: ['found'],
  DOMAIN_PLATFORM_ROOT: ['found'],
  DOMAIN_PUBLIC_SUFFIX: ['found'],
  DOMAIN_FREE_MAIL: ['found'],
  DOMAIN_EXISTS: ['found'],
  DOMAIN_MIXED_SCRIPTS: ['found'],

  // Domains
  DOMAIN_HAS_ADDRESSES: ['count'],
  /** R-DOM-8: not a strict subdomain of the domain. */
  MAIL_FROM_NOT_SUBDOMAIN: ['found', 'domain'],
  /** R-DOM-8: also a domain or host of addresses. */
  MAIL_FROM_IS_DOMAIN: ['found'],
  /** R-DOM-8: MAIL FROM is the platform sender's alone. */
  MAIL_FROM_UNDER_SMTP: [],
  /** R-DOM-3: the label of a platform name belongs, or belonged less than 90 days ago, to another organisation. */
  OWNERSHIP_PENDING: [],
  OWNERSHIP_FAILED: [],
  OWNERSHIP_CONTESTED: [],
  CLAIMED_ELSEWHERE: [],
  SMTP_NOT_TESTED: [],
  MX_MISSING: [],
  MX_WRONG: [],
  /** A capability that ends at the deadline unless the record comes back (R-DOM-5). */
  OWNERSHIP_AT_RISK: ['deadline'],
  MX_MOVES_ALL_MAIL: ['found', 'proposal'],
  DMARC_WILL_FAIL: ['policy'],

  // SMTP servers (R-SMTP-1)
  /** Neither a host name nor an IP literal. */
  HOST_SYNTAX: ['found'],
  SMTP_PASSWORD_WITHOUT_TLS: [],
  /** The stored password was meant for other settings, and is gone. */
  SMTP_PASSWORD_VOID: [],

  // Hints on records (R-DOM-16)
  /** `found` is the doubled name; `proposal` what to enter instead where the provider appends the domain. */
  DNS_NAME_DOUBLED: ['found', 'proposal'],
  DNS_QUOTED: ['found'],
  DNS_CUT: ['found', 'limit', 'count'],
  DNS_CNAME: ['found'],
  DNS_AT_APEX: ['found'],
  DNS_AT_HOST: ['found'],
  DNS_OLD_TOKEN: ['found'],
  DNS_MX_IP: ['found'],
  DNS_MX_CNAME: ['found'],
  DNS_MX_NOT_BEST: ['found'],
  DNS_MX_PRIORITY_TWICE: ['found', 'proposal'],
  DNS_MX_EQUAL: ['found'],
  DNS_MX_NULL: [],
  DNS_MX_IMPLICIT: ['found'],
  DNS_MX_OTHER: ['found'],
  DNS_SPF_TWICE: ['count', 'proposal'],
  DNS_SPF_TOO_MANY_LOOKUPS: ['limit', 'count'],
  /** R-DOM-9: the SPF record does not let the SMTP server (`found`) send. */
  DNS_SPF_SERVER_MISSING: ['found', 'proposal'],
  DNS_WRONG_VALUE: ['found'],
  DNS_FOREIGN_ANSWER: ['found'],
  /** Nothing is at the record's name: an entry for all names answers, such as `found`. */
  DNS_WILDCARD: ['found'],
  DNS_UNREACHABLE: [],

  // Addresses
  ADDRESS_SYNTAX: ['found'],
  ADDRESS_EXISTS: ['found'],
  FROM_NAME_HAS_ADDRESS: ['found'],
  BCC_DUPLICATE: ['found'],
  CARRIED_OVER: ['from'],
  BCC_LOOP: ['found'],
  REPLY_TO_OUTSIDE: ['found'],
  /** R-IN-1: none of the addresses matches; nothing to write, an answer to whoever asks for a recipient. */
  UNKNOWN_RECIPIENT: ['recipient'],
  FLOW_UNPUBLISHED: ['flow'],
  DOMAIN_CANNOT_RECEIVE: ['domain'],
  DOMAIN_CANNOT_SEND: ['domain'],
  FROM_DOMAIN_CANNOT_SEND: ['domain'],
  QUEUE_WITHOUT_MEMBERS: ['queue'],
  NO_AGENT_MATCHES: ['queue', 'count'],
  SIGNATURE_HIDDEN_FROM_AGENTS: [],
  /** R-ADR-9: the canned response is not of the kind that is asked for. */
  WRONG_KIND: ['expected', 'found'],
  /** R-ADR-9: a placeholder that does not exist. */
  PLACEHOLDER_UNKNOWN: ['found'],
  /** R-ADR-9: a link whose text names another host than the one it leads to. */
  SIGNATURE_LINK_MISLEADS: ['text', 'target'],

  // Files of addresses
  /** Cells are separated by something else than commas. */
  CSV_SEPARATOR: ['found'],
  CSV_COLUMN_UNKNOWN: ['found'],
  CSV_COLUMN_MISSING: ['column'],
  CSV_COLUMN_TWICE: ['column'],
  /** Double quotes that RFC 4180 does not allow, or that are not closed. */
  CSV_QUOTES: [],
  /** A line with more or fewer cells than the header. */
  CSV_CELL_COUNT: ['expected', 'found'],
  CSV_TOO_MANY_LINES: ['limit', 'count'],
  /** An address that an earlier line has already. */
  CSV_ADDRESS_TWICE: ['line'],
  /** A word that the column does not know. */
  CSV_WORD_UNKNOWN: ['found', 'of'],
  /** A cell that means something only with `value` in `column`. */
  CSV_CELL_UNUSED: ['column', 'value'],
  /** The same without a certain value: `column` is empty. */
  CSV_CELL_ALONE: ['column'],

  // Outgoing mail
  /** R-OUT-3: no To, Cc or Bcc by the agent. */
  NO_RECIPIENTS: [],
  /** R-OUT-3: `count` is all that the caller may know of, `automatic` those of them that settings add (R-OUT-2). */
  TOO_MANY_RECIPIENTS: ['count', 'limit', 'automatic'],
  /** R-OUT-8: bytes after encoding. */
  MESSAGE_TOO_LARGE: ['limit', 'size'],
  TOO_MANY_ATTACHMENTS: ['limit', 'count'],

  // What is read and cleaned (security H1, H3)
  /** HTML that cannot be cleaned within the limit, in milliseconds. */
  HTML_TOO_COMPLEX: ['limit'],
  /** No mail at all. `line`, from 1, and `offset`, the bytes before it: where reading stopped. */
  MAIL_UNREADABLE: ['line', 'offset'],
  /** A mail with more of something than is read: `what` is a limit of `@mailroom/mime`; `line` and `offset` as above. */
  MAIL_TOO_MUCH_TO_READ: ['what', 'limit', 'count', 'line', 'offset'],
  MAIL_TAKES_TOO_LONG: ['seconds', 'megabytes'],
  /** A mail that the organisation's flows do not decide in time. */
  FLOW_TAKES_TOO_LONG: ['seconds', 'megabytes'],
  /** A decision of more steps than are told. */
  DECISION_TOO_LONG: ['limit', 'count'],

  // Saved tests
  TOO_MANY_SAVED_TESTS: ['limit', 'count'],
  /** A run of tests that ends before this one's turn. */
  TESTS_TAKE_TOO_LONG: ['seconds'],

  // A configuration file
  /** Not YAML, or more of it than is read: `why` is a `ConfigurationMistake`, `found` the line. */
  CONFIGURATION_SYNTAX: ['why', 'found'],
  /** The format has another version, or none is named. */
  CONFIGURATION_VERSION: ['found', 'expected'],
  /** `proposal`: the key that was probably meant, else all that are known there. */
  UNKNOWN_KEY: ['found', 'proposal'],
  /** None of the values that are known. */
  UNKNOWN_VALUE: ['found', 'of'],
  /** A list where a text is expected, and the like. */
  WRONG_SHAPE: ['expected', 'found'],
  /** What is stored is no longer what the plan was made for. */
  CONFIGURATION_MOVED: [],
  /** More entries than one transaction takes. */
  CONFIGURATION_TOO_MANY_CHANGES: ['limit', 'count'],
  /** Deletions need a consent of their own. */
  DELETIONS_UNCONFIRMED: ['count'],

  // Flows
  FLOW_MUST_END: [],
  FLOW_TOO_MANY_RULES: ['limit', 'count'],
  /** Conditions nested deeper than the limit. */
  FLOW_TOO_DEEP: ['limit', 'count'],
  /** A field, operator or value that this comparison cannot use. */
  FLOW_OPERATOR_UNSUPPORTED: ['field', 'operator'],
  /** R-FLO-5: an earlier rule catches all, or all that this one would. */
  FLOW_RULE_UNREACHABLE: ['rule', 'by'],
  /** R-FLO-5: a condition that contradicts itself. */
  FLOW_RULE_NEVER_MATCHES: ['rule'],
  /** Comparisons of one rule, or of the whole flow. */
  FLOW_TOO_MANY_COMPARISONS: ['limit', 'count'],
  /** A list inside a flow: values, actions, opening hours, closed dates. */
  FLOW_TOO_MANY_ENTRIES: ['limit', 'count'],
  /** R-FLO-2: a pattern that the engine does not know; `why` is a `PatternMistake`. */
  PATTERN_INVALID: ['why', 'found'],
  /** Steps of a pattern's program. */
  PATTERN_TOO_LARGE: ['limit', 'count'],
  /** Steps of the programs of all patterns of a flow. */
  FLOW_PATTERNS_TOO_LARGE: ['limit', 'count'],
  TIME_ZONE_UNKNOWN: ['found'],
  /** R-FLO-2: opening hours that end before they begin. */
  FLOW_HOURS_INVALID: ['from', 'to'],
} as const satisfies Record<string, readonly string[]>

/** A stable code of a problem. Never reused for another meaning. */
export type ProblemCode = keyof typeof PROBLEM_PARAMS

/** Every problem code, in the order of the list. */
export const PROBLEM_CODES = Object.keys(PROBLEM_PARAMS) as readonly ProblemCode[]

/** Parameters that a code has only sometimes. `unit` of TOO_LONG is BYTES where bytes are counted; else characters are. */
export const OPTIONAL_PARAMS = { TOO_LONG: ['unit'] } as const satisfies Partial<Record<ProblemCode, readonly string[]>>

type OptionalParam<C extends ProblemCode> = C extends keyof typeof OPTIONAL_PARAMS
  ? (typeof OPTIONAL_PARAMS)[C][number]
  : never

/** The parameters of one code: those of `PROBLEM_PARAMS` required, those of `OPTIONAL_PARAMS` not. */
export type ProblemParams<C extends ProblemCode> = {
  readonly [K in (typeof PROBLEM_PARAMS)[C][number]]: ParamValue
} & { readonly [K in OptionalParam<C>]?: ParamValue }

/** Why something is refused, or what to know about it: data, never a text (rules, section 8). */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  /** The input field it is about, relative to `input`, without `settings`: `["bcc", "2"]`. Empty: the whole. */
  readonly path: readonly string[]
  readonly params: Readonly<Record<string, ParamValue>>
}

type ParamsArgument<C extends ProblemCode> = (typeof PROBLEM_PARAMS)[C] extends readonly [] ? [] : [ProblemParams<C>]

/** TOO_LONG of what is measured in bytes of UTF-8; nothing where it is within the limit. */
export function checkBytes(count: number, limit: number, path: readonly string[]): Problem[] {
  return count > limit ? [error('TOO_LONG', path, { limit, count, unit: 'BYTES' })] : []
}

/** A problem that refuses the write. */
export function error<C extends ProblemCode>(code: C, path: readonly string[], ...params: ParamsArgument<C>): Problem {
  return { code, severity: 'ERROR', path, params: params[0] ?? {} }
}

/** A problem that is worth knowing and refuses nothing. */
export function warning<C extends ProblemCode>(
  code: C,
  path: readonly string[],
  ...params: ParamsArgument<C>
): Problem {
  return { code, severity: 'WARNING', path, params: params[0] ?? {} }
}

/** Whether any of the problems refuses. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'ERROR')
}
