/** Bounds of a flow, for forms and checks alike. */
export const FLOW_LIMITS = {
  rules: 100,
  /** Levels of conditions inside each other; a single comparison is one. */
  depth: 8,
  /** Code points of a value to compare with. */
  value: 1000,
} as const
