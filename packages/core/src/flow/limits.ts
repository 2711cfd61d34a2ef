/** Bounds of a flow, for forms and checks alike. */
export const FLOW_LIMITS = {
  rules: 100,
  /** Levels of conditions inside each other; a single comparison is one. */
  depth: 8,
  /** Comparisons of one rule, and of the whole flow. */
  comparisonsPerRule: 50,
  comparisons: 500,
  /** Actions of one rule. */
  actions: 20,
  /** Values of one ONE_OF. */
  values: 200,
  /** Code points of a value to compare with. */
  value: 1000,
  /** Code points of a pattern. */
  pattern: 500,
  /** Steps of the compiled program of one pattern, and of all patterns of the flow: what a mail costs at most. */
  patternSize: 250,
  patternSizes: 1000,
  /** Opening hours and closed dates of one schedule. */
  openingHours: 50,
  closedDates: 400,
  /** Characters that comparisons look at in one text, from its beginning; ENDS_WITH looks from its end. */
  text: 262_144,
  /** Characters that a pattern looks at in one field, over all of its occurrences. */
  matchedText: 16_384,
} as const
