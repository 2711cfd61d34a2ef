import type {
  Edition,
  FlowField,
  FlowOperator,
  LimitKey,
  ParamValue,
  ProblemCode,
  TraceCode,
  Verdict,
} from '@mailroom/core'

/** Readable names of values that stand in parameters, by kind; a template asks for one with `{param:kind}`. */
export interface Names {
  readonly limits: Readonly<Record<LimitKey, string>>
  readonly editions: Readonly<Record<Edition, string>>
  readonly verdicts: Readonly<Record<Verdict, string>>
  readonly fields: Readonly<Record<FlowField, string>>
  readonly operators: Readonly<Record<FlowOperator, string>>
  /** Where an address was read (R-IN-1, R-IN-9). */
  readonly sources: Readonly<Record<string, string>>
  /** Kinds of things that are referred to or asked for. */
  readonly kinds: Readonly<Record<string, string>>
  /** What EXACTLY_ONE lets one choose from. */
  readonly choices: Readonly<Record<string, string>>
  /** State of an interaction (R-IN-5). */
  readonly states: Readonly<Record<string, string>>
  /** Why an automatic reply is not made (R-FLO-3). */
  readonly reasons: Readonly<Record<string, string>>
  /** Actions of a flow that go on (R-FLO-3). */
  readonly actions: Readonly<Record<string, string>>
}

/** A trace step's title, what it looked at, and what came of it. */
export type StepTexts = readonly [title: string, input: string, result: string]

/** All texts of one language: templates in the language of `render.ts`. A missing one does not compile. */
export interface Texts {
  readonly problems: Readonly<Record<ProblemCode, string>>
  readonly trace: Readonly<Record<TraceCode, StepTexts>>
  readonly names: Names
}

/** Values of a template's placeholders. */
export type Params = Readonly<Record<string, ParamValue>>
