import type {
  AddressDraft,
  AutoReplyBar,
  CannedResponseKind,
  ConfigurationMistake,
  ConfigurationShape,
  Edition,
  FlowAction,
  FlowCondition,
  FlowField,
  FlowOperator,
  HistoryInclusion,
  InboundReason,
  InboundResult,
  LimitKey,
  OPTIONAL_PARAMS,
  OutcomeField,
  ParamValue,
  PatternMistake,
  Permission,
  ProblemCode,
  RecipientSource,
  ReferenceType,
  SignatureFrequency,
  SignaturePlacement,
  TraceCode,
  Verdict,
} from '@mailroom/core'

/** Types that the API's own inputs refer to. */
type OtherType = 'EmailDomain' | 'Member' | 'SavedTest' | 'SmtpServer' | 'User' | 'Role' | 'Organization'

type ResourceOf<T extends string> = T extends `${infer R}:${'view' | 'manage' | 'publish'}` ? R : never
type KeysOf<T> = keyof NonNullable<T>
type Choice =
  KeysOf<AddressDraft['routing']> | KeysOf<AddressDraft['spamRouting']> | keyof FlowAction | keyof FlowCondition

/** Readable names of values that stand in parameters, by kind; a template asks for one with `{param:kind}`. */
export interface Names {
  readonly limits: Readonly<Record<LimitKey, string>>
  readonly editions: Readonly<Record<Edition, string>>
  readonly verdicts: Readonly<Record<Verdict, string>>
  readonly fields: Readonly<Record<FlowField, string>>
  readonly operators: Readonly<Record<FlowOperator, string>>
  /** What is wrong with a pattern (R-FLO-2). */
  readonly patternMistakes: Readonly<Record<PatternMistake, string>>
  /** Why a configuration file cannot be read, and what its values are. */
  readonly configurationMistakes: Readonly<Record<ConfigurationMistake, string>>
  readonly configurationShapes: Readonly<Record<ConfigurationShape, string>>
  /** Where an address was read (R-IN-1, R-IN-9). */
  readonly sources: Readonly<Record<RecipientSource | 'REPLY_TO' | 'FROM', string>>
  /** Kinds of things that are referred to or asked for, by their type in the contract. */
  readonly kinds: Readonly<Record<ReferenceType | OtherType | CannedResponseKind, string>>
  /** What permissions are about, and what they allow (R-ORG-6); `permissions` has both: "Queues: Change". */
  readonly resources: Readonly<Record<ResourceOf<Permission>, string>>
  readonly rights: Readonly<Record<'view' | 'manage' | 'publish', string>>
  /** What a file has between its cells instead of commas. */
  readonly separators: Readonly<Record<';' | 'TAB', string>>
  /** What an action of a flow does (R-FLO-3). */
  readonly actions: Readonly<Record<keyof FlowAction, string>>
  /** What EXACTLY_ONE lets one choose from: keys of the input. */
  readonly choices: Readonly<Record<Choice, string>>
  /** When a signature is added, to which mails, and whether the history leaves (R-ADR-9, R-ADR-11). */
  readonly placements: Readonly<Record<SignaturePlacement, string>>
  readonly frequencies: Readonly<Record<SignatureFrequency, string>>
  readonly inclusions: Readonly<Record<HistoryInclusion, string>>
  /** State of an interaction (R-IN-5). */
  readonly states: Readonly<Record<'OPEN' | 'DISCONNECTED', string>>
  /** Limits of `@mailroom/mime`, in the plural. */
  readonly mailLimits: Readonly<Record<'bytes' | 'lines' | 'headerBytes' | 'headers' | 'parts' | 'depth', string>>
  /** Parts of an outcome, and their values as far as they are codes: results, reasons, yes and no. */
  readonly outcomeFields: Readonly<Record<OutcomeField, string>>
  readonly outcomes: Readonly<Record<InboundResult | InboundReason | 'YES' | 'NO', string>>
  /** Why an automatic reply is not made (R-FLO-3). */
  readonly reasons: Readonly<Record<AutoReplyBar, string>>
}

/** How a comparison of a flow is said, besides the names of fields and operators. */
export interface ComparisonTexts {
  /** A text, with `value`. */
  readonly quoted: string
  /** Operators of times. */
  readonly before: string
  readonly after: string
  /** Of opening hours, with `dates`. */
  readonly closed: string
}

/** A trace step's title, what it looked at, and what came of it. */
export type StepTexts = readonly [title: string, input: string, result: string]

/** The texts of one language that every page needs: templates in the language of `render.ts`. A missing one does not compile. */
export interface Texts {
  readonly problems: Readonly<Record<ProblemCode, string>>
  /** What it says instead where bytes are counted, not characters. */
  readonly inBytes: Readonly<Record<keyof typeof OPTIONAL_PARAMS, string>>
  readonly names: Names
  readonly comparison: ComparisonTexts
}

/** The texts of steps: only where a decision is shown. */
export type TraceTexts = Readonly<Record<TraceCode, StepTexts>>

/** Values of a template's placeholders. */
export type Params = Readonly<Record<string, ParamValue>>
