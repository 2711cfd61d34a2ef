import { appendFileSync } from 'node:fs'

/** 1: the whole; a smaller share measures the same with less of everything. */
const SCALE = Number(process.env['SOAK_SCALE'] ?? 1)

/** One measured figure of docs/figures.md. */
export interface Figure {
  readonly section: string
  readonly what: string
  readonly measured: string
  readonly goal: string
  readonly reached: boolean
}

/** As many as the scale asks for. */
export function scaled(count: number): number {
  return Math.max(2, Math.round(count * SCALE))
}

/** Notes the figure for docs/figures.md, whether or not its goal is reached. */
export function note(figure: Figure): void {
  const file = process.env['SOAK_FIGURES']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`)
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
